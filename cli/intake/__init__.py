"""Shows what was read of a file, and asks whether to store it."""
