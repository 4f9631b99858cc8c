"""Loads who answers for which indicator in which area."""
