"""The command line: one module per command, started by app.py."""
