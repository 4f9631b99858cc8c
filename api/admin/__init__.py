"""What the administration asks for and orders."""
