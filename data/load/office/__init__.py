"""Any sheet that an office sends → a reading bounded by a form: what each cell is, and why."""
