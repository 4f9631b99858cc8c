"""What turned red, late or silent: found by one watcher, kept, acknowledged."""
