"""What the pages at both ends of a round of the terminals share."""
