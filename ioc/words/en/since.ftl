## ioc/sentences/since.py

since-from = Since { $period }
since-in_a_row = Since { $period }, { $count } in a row
since-whole = For at least { $count }
since-per_day = days
since-per_month = months
since-per_quarter = quarters
since-per_half = half-years
since-per_year = years
