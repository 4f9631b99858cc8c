"""What the start page shows."""
