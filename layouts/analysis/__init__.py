"""What the analysis page shows."""
