"""What officials write in a cell → numbers, periods, letters."""
