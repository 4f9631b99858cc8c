"""Outlines of the provinces that come with the program, and cells cut inside them."""
