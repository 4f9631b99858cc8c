"""The administration, signing in, the remote control."""
