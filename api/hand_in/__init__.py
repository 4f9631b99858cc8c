"""Sheets that people hand in on the page: routes and answers."""
