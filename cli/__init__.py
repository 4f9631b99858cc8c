"""The command line: one module per command, wired by app.py."""
