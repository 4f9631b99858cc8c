"""The administration's pages, who may open them, signing in."""
