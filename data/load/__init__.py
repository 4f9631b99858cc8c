"""Writes: all or nothing."""
