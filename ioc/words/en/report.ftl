## layouts/report/pdf.py

report-office = Intelligent Operations Center
report-day = Report of { $day }
report-findings = Findings
report-owner = Who answers
report-map = Map
report-series = Series
report-worst = Areas that need attention
report-area = Area
report-indicator = Indicator
report-value = Value
report-target = Target
report-verdict = Verdict
report-change = Period
report-table = All areas
report-sources = Sources
report-page = Page { $page }

## callbacks/report/read.py

report-made = Made automatically from the store of the Intelligent Operations Center.
report-no_shape = Not on the map, for want of a boundary: { $count } { $areas }.
report-no_place = Not on the map, for want of a place: { $count } { $areas }.
report-break_mark = new method
report-break = New method: { $reason }.
report-map_credit = Map: { $credit }
