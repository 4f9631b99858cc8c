"""What is seen: one module per page, no query and no callback in it."""
