"""Parts of a plan as staff see it, for any page that shows plans."""
