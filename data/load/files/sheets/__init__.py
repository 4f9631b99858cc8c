"""Files on disk → sheets of cells, before anything is understood."""
