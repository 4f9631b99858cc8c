"""Forms as data: what is reported, by whom, when; read, changed, written to files."""
