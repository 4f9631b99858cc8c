"""The maps: specs, shapes and places of villages."""
