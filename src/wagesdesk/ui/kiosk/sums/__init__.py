"""My sums: one sum a page."""
