## layouts/area/sentences.py

sentence-met = on target ({ $target })
sentence-missed = misses the target ({ $target })
sentence-below = { $gap } short of the target of { $plain }
sentence-beyond = { $gap } above the limit of { $plain }
sentence-up = up { $change } { $against }
sentence-down = down { $change } { $against }
sentence-same = unchanged { $against }
sentence-year = on last year
sentence-last = on last period
sentence-two_years = on two years ago ({ $value })
sentence-broken = measured by a new method since { $period }, not compared with earlier periods
sentence-points = pp
sentence-none = No data at this level
sentence-met_count = { $count } of { $all } { $areas } meet the target{ $target }
sentence-lowest = lowest: { $who } { $value }
sentence-highest = highest: { $who } { $value }
sentence-many = { $count } { $areas } at
sentence-own_targets = { $count } { $areas } by their own
sentence-too_few = { $count } with too few reports to rank
sentence-low = { $count } estimated below { $least }, not ranked
sentence-silent = { $count } without data
sentence-higher = { $gap } above { $parent }
sentence-lower = { $gap } below { $parent }
sentence-equal = Same as { $parent }
sentence-trend = Over time
