"""What a woman takes away of her plan: three depths of it, pages for those who must say yes, sheets, cards."""
