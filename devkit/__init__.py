"""What `dev.py` is made of: the system's libraries, the virtual environment, the word catalogue, the lock."""
