"""Limits that apply before every route: bytes, items, characters, time and turns."""
