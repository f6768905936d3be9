"""My pitch: five cards of her own words, and a quiet place to practise them."""
