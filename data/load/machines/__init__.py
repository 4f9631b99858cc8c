"""Numbers that other programs post: plain rows, written in groups."""
