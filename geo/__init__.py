"""Boundaries in, published topologies out."""
