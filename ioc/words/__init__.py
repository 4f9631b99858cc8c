"""The messages for users, by id: one folder per language, one file per room."""
