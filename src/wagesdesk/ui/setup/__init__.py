"""The first run: one question a page, from an empty machine to an open vault."""
