"""Building blocks of pages. They know the theme and words of their own, never services."""
