"""A backup of the store in one file, and back from it."""
