"""The feed that reports changes of the store to open pages."""
