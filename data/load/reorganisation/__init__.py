"""A decision that merges, divides or renames areas: read, planned, stored as a vintage."""
