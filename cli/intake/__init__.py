"""Before anything is stored: what was read, in words, and the question whether to store it."""
