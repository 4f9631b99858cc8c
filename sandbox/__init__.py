"""Where files of others are read: a process of its own, with bounds on memory and time."""
