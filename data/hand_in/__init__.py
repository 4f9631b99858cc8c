"""Sheets that people hand in: drafts, their reading in a bounded process, their submission."""
