"""The store: its engine and tables, migrations, faults, and rows written and read in bulk."""
