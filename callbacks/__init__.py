"""What reacts: one module per page, each with register(app, engine)."""
