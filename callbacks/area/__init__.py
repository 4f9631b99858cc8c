"""An area's page: what is read for it and how it keeps up with the store."""
