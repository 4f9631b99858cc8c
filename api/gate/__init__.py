"""What stands before every route: bounds on bytes, items, characters, time and turns."""
