## ioc/area.py

area-vintage-unknown = There is no vintage “{ $text }”. Use one of: { $known }, or a date YYYY-MM-DD.
area-none-yet = none yet

## data/queries/areas.py

area-unknown = There is no area with code “{ $code }” in vintage “{ $vintage }”.
area-too-many-parents = There is no area “{ $code }”: give at most { $most } codes.

## layouts/area/words.py

area-breadcrumb = Area path
area-vintages = Boundaries
area-view_there = Boundaries { $vintage }: { $name }
area-several = { $count } { $side } areas ↓
area-earlier = former
area-later = successor
area-demo_area = Illustrative area
area-balance = Against targets
area-explorer = Map and trend
area-map = Map
area-level = Level
area-former = Former district
area-former_all = All former districts
area-period = Period
area-before = Previous period
area-after = Next period
area-analysis = Open in Analysis
area-definition = Definition and source
area-children = List of areas
area-filter = Filter by name
area-order = Order
area-order_worst = Worst first
area-order_best = Best first
area-order_name = By name
area-trend = Trend
area-lacking = no numbers from { $names }
area-ended = after { $day } not converted to this area: the share is unknown
area-more = and { $count } more
area-incomparable = not comparable across the reorganisation: { $places } has its own numbers
area-incomparable_group = Not comparable across the reorganisation; see the numbers of { $places }
area-groups = Groups of indicators
area-other_cards = { $count } other indicators of the group
area-missing = No data yet
area-above = { $count } indicators exist only at a higher level; see
area-lineage = Former and later areas
area-unchanged = No change in other vintages.
area-shared_communes = { $count } communes
area-partly = { $count } of them in part
area-former_title = Former districts
area-former_text = Districts ended on 30 June 2025. Choose one to filter the map, or open its own page.
area-former_filter = Filter the map
area-former_open = Open
area-published = Published figures
area-published_text = Quoted from the source; stored apart and never added to other numbers.
area-indicator = Subject
area-value = Published
area-at = Period
area-source = Source
area-computed = In the store
area-published_file = Download as CSV
area-published_agrees = agrees
area-published_differs = differs
area-published_demo = illustrative, not compared
area-published_approximate = an approximate figure, not compared
area-others_published = another source says { $values }
area-goal = goal
area-not_found = No such area
area-not_found_text = There is no code “{ $code }” in the vintage “{ $vintage }”.
area-elsewhere = This code exists in
area-search_hint = Press / and type a name, with or without diacritics, present or former.
area-home = To the home province
area-country = See the whole country
area-open = Open
area-nobody = No area matches.

## layouts/area/words.py: sentences

area-inside-former = { $areas } in former { $name }
area-inside = { $areas } in { $name }
area-note-no-villages = No list of villages is loaded here; the map shows { $name } among its neighbours.
area-note-lowest = This indicator goes down to { $level } only; the map shows { $name } among its neighbours.
area-fallback = { $name } has figures of { $period }.
area-report = Export report (PDF)
area-code = Code { $code }

## layouts/area/words.py: definition

area-definition-numerator = Numerator
area-definition-denominator = Denominator
area-definition-direction = Better when
area-definition-rule = Aggregation
area-definition-reported = Reported
area-definition-source = Source system
area-definition-owner = Responsible unit
area-definition-trap = Note
area-space-ratio_of_sums = sum of numerators over sum of denominators of those that reported
area-space-sum = sum of those that reported
area-space-median_of_samples = median of the samples, never a median of medians
area-space-not_additive = cannot be added up, reported directly
area-time-last_value = the last period counts
area-time-sum = added over time
area-time-ratio_of_sums = ratio of sums over time
area-time-median_of_samples = median of the samples
area-often-day = daily
area-often-month = monthly
area-often-quarter = quarterly
area-often-half = half-yearly
area-often-year = yearly
area-higher = higher
area-lower = lower
area-reported-down-to = { $often }, down to { $level }
