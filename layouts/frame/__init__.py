"""The frame of every page: bar, search, the page of an unknown address."""
