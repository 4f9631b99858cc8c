"""Screens on walls: their scenes, playlists and tokens."""
