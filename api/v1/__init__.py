"""The documented interface for other programs: /api/v1."""
