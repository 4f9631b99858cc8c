"""Where the numbers live: schema, queries, loads, catalogue."""
