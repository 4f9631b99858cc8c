## ioc/sentences/since.py

since-from = Since { $period }
since-in_a_row = Since { $period }, { $count } in a row
since-whole = For at least { $count }
since-unsettled = Since when is open until all reports are in
since-per_day = days
since-per_month = months
since-per_quarter = quarters
since-per_half = half-years
since-per_year = years
since-since_green = on target since { $period }
since-since_amber = at risk since { $period }
since-since_red = behind since { $period }
since-over_green = on target for over { $count }
since-over_amber = at risk for over { $count }
since-over_red = behind for over { $count }
