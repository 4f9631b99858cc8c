"""Queries for cards, tables and published figures that combine several others."""
