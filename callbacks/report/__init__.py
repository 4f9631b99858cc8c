"""What the report of an area reads."""
