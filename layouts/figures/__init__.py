"""Pure functions from series to what plotly.js draws, as plain values: no plotly on the server."""
