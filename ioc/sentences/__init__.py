"""Sentences about numbers and areas, from words of the catalogue: for pages, files and machines."""
