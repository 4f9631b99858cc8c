"""The yardstick: the plain Dash app that a user would write instead."""
