"""Areas and their names: loading them, finding them by code and name, which vintage a file fits."""
