## cli/intake/confirm.py

intake-nobody = Nothing was stored: nobody confirmed. Read the report above; if it is right, run the command again with { $option }.
intake-yes-no = { $question } [y = yes, any other key = no]
intake-refused = Nothing was stored.

## cli/intake/observations.py

intake-cells = Read { $cells } cells from { $rows } rows; { $empty } empty cells are not reported, not 0.
intake-note = Note: { $remark }
intake-sheet = sheet “{ $name }”,
intake-encoding = encoding { $name }
intake-semicolon = semicolon
intake-comma = comma
intake-delimiter = columns separated by { $sign }
intake-title = Row above the table: { $text }
intake-file = File { $file }: { $sheet }headings in row { $row }; { $manner }.
intake-vintage-named = Vintage: { $vintage }, as named.
intake-vintage-share = { $vintage } fits { $share }
intake-vintage-recognised = Vintage: { $vintage }: RECOGNISED from codes and names{ $shares }, not named by you; if it is wrong, name --vintage.
intake-province = { $name } ({ $count } areas)
intake-more-provinces = and { $count } other provinces
intake-provinces = Areas are in: { $provinces }.
intake-more-periods = and { $count } other periods
intake-periods = Periods: { $periods }; read from { $origin }.
intake-indicators = Indicators: read from { $origin }.
intake-column-ignored = “{ $heading }” – not read
intake-columns = Columns that were read:
intake-columns-left = Columns that were left out:
intake-sums = Indicators, periods and sums of their cells:
intake-more-sums = … and { $count } other indicators and periods
intake-cell-count = { $count } cells
intake-sum-of-parts = sum of numerators { $top }, sum of denominators { $bottom }
intake-sum = sum { $sum }
intake-all-same = all of them { $value }
intake-from-to = from { $low } to { $high }
intake-first-cells = The first cells:
intake-cell = row { $row }: { $area } ({ $code }), { $period }, { $indicator }: { $value }{ $parts }
intake-totals = Total rows (not loaded) compared with the sums of their rows:
intake-agrees = agrees
intake-differs = DIFFERS
intake-total = row { $row }, column “{ $column }”: total { $stated }, rows add up to { $sum }: { $verdict }
intake-more-totals = … and { $count } other totals
intake-new = { $count } new cells
intake-replaced = replaces { $count } cells with other numbers
intake-equal = { $count } cells are unchanged
intake-replaced-demo = replaces { $count } illustrative cells
intake-compared = Compared with the store: { $parts }.
intake-as-made-up = CHECK: these numbers equal the illustrative data in the store: { $count } cells are identical. The file may be an export of the program's illustrative data; if so, do not store it.
intake-form-long = long (one cell a row)
intake-form-wide-indicators = wide, indicators by column
intake-form-wide-periods = wide, periods by column
intake-form-wide = wide, indicators and periods by column
intake-meaning-area-code = area code
intake-meaning-area-name = area name
intake-meaning-indicator = indicator
intake-meaning-period = period
intake-meaning-vintage = vintage
intake-meaning-conversion = conversion
intake-meaning-numerator = numerator
intake-meaning-denominator = denominator
intake-meaning-value = value
intake-meaning-province = province
intake-meaning-district = district
intake-meaning-commune = commune
intake-meaning-village = village

## cli/intake/village_places.py

intake-village = row { $row }, { $code } { $name }, { $commune }

## cli/intake/villages.py

intake-villages = File { $file }: { $count } villages of { $communes } communes.
intake-village-numbers = Column { $column }: { $count } villages have a number, sum { $sum }, from { $low } to { $high }.
intake-village-no-numbers = Column { $column }: none.
intake-village-points = Coordinates: { $count }/{ $villages } villages have longitude and latitude.
intake-first-villages = The first villages:
intake-village-line = { $code } { $name }, commune { $commune }{ $numbers }
intake-population = population
intake-households = households
