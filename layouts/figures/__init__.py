"""Pure functions from frames to plotly figures."""
