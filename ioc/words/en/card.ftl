## layouts/components/card.py

card-target = Target
card-last = on last period
card-year = on last year
card-last_and_year = on last period and last year
card-up = up
card-down = down
card-same = unchanged
card-was = was “{ $then }”
card-none = nothing to compare
card-thin = too few converted numbers to compare
card-open = period still open
card-broken = new method from { $period }
card-points = pp
card-no_target = not set
card-days = days
card-age = Data age
card-no_data = Nobody has reported yet
