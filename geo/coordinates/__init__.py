"""Coordinate systems, and degrees on a plane."""
