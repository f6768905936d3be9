"""Settings: this place, its people, its keys, this machine."""
