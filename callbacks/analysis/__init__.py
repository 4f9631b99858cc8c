"""The analysis page: one answer for one choice."""
