"""What an area's page shows."""
