## callbacks/analysis/pivot.py

pivot-area = Area
pivot-indicator = Indicator
pivot-caption-indicators = Indicators of each area, { $period }
pivot-caption-area = Indicators: { $area }
pivot-caption-periods = { $indicator } over the periods
pivot-demo = Some numbers are illustrative, not real ones of the province.
pivot-one-group = More than { $most } areas, so one group of indicators is shown.
pivot-column-value = Value
pivot-column-target = Target
pivot-column-status = Status
pivot-column-period = Period
pivot-column-complete = Completeness

## ioc/sentences/pivot.py

pivot-silent = No numbers at this level: { $names }.

## assets/src/table/pivot.js

pivot-rows = { $count } rows
pivot-rows_some = { $some } of { $all } rows
pivot-keys = { $caption }. Up and down arrows move between rows, Enter picks one.

## assets/src/table/pivot-paper.js

pivot-columns = Columns { $first }–{ $last } of { $all }

## api/pages/export_pivot.py

pivot-term-silent = Without a column
pivot-term-colours = Colours of cells
pivot-colour-green = Green
pivot-colour-amber = Yellow
pivot-colour-red = Red
