## callbacks/lines/pairs.py

pair-title = { $x } and { $y }
pair-title-none = Two indicators
pair-no-second = No other indicator has numbers at this level.
pair-empty = No area has both numbers in this period.
pair-drawn = { $some } of { $all } { $areas } drawn.
pair-missing = { $count } { $areas } lack one of the numbers.
pair-thin = { $count } { $areas } have too few reports to compare.
pair-by-targets = Corners by the targets: { $x }; { $y }.
pair-by-medians = Corners by the medians of the { $count } { $areas } drawn (no common targets): { $x }; { $y }.
pair-periods = The indicators are of different periods: { $x } and { $y }.

## layouts/figures/pairs.py

pair-target-both = On target in both: { $count }
pair-target-one = Only “{ $name }”: { $count }
pair-target-none = In neither: { $count }
pair-median-both = Better in both: { $count }
pair-median-one = Better only in “{ $name }”: { $count }
pair-median-none = Worse in both: { $count }

## assets/src/analysis/points.js

pair-keys = Chart of two indicators: arrow keys go from point to point, Enter picks the area.
