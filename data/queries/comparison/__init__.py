"""Numbers over the same areas: how they moved, and what the unfinished would come to."""
