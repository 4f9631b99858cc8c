"""The shipped tables: indicators, targets, scenes."""
