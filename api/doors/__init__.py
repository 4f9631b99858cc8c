"""What stands before every route: who asks, by which name, and what each answer forbids."""
