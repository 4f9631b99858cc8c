"""What the field says: areas, vintages, indicators, periods, rollups. Pure: no I/O, no Dash."""
