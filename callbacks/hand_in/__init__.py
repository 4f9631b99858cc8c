"""The page on which people hand in sheets: who may see it."""
