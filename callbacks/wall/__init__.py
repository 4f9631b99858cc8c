"""The wall: which scene where, and what is read for it."""
