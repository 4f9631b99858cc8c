"""The same answers for machines, under /api/v1."""
