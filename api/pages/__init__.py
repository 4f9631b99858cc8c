"""Answers to pages: slices, histories, views, scenes, and files to download."""
