## layouts/figures/series.py

chart-break = ≠ new method

## callbacks/lines/series.py

chart-boundaries-changed = { $day }: new boundaries

## layouts/figures/config.py

chart-weekday-1 = Sunday
chart-weekday-2 = Monday
chart-weekday-3 = Tuesday
chart-weekday-4 = Wednesday
chart-weekday-5 = Thursday
chart-weekday-6 = Friday
chart-weekday-7 = Saturday
chart-month = Month { $month }
