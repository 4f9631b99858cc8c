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

## cli/intake/sheet.py

intake-office-file = File { $file } (SHA-256 { $sha256 }…)
intake-office-form = Read for the form: { $indicators }; period { $period }; { $areas } areas report, vintage { $vintage }.
intake-office-sheet = Sheet “{ $name }”: tables { $tables }
intake-office-no-table = no table recognised
intake-office-table = Table { $number }, rows { $first } to { $last }:
intake-office-column = column { $column } “{ $heading }” → { $meanings }
intake-office-meaning = { $meaning } (cells: { $count })
intake-office-nothing = no cell has a text or a number
intake-office-role-area = areas
intake-office-role-number = numbers of the indicators that the rows name
intake-office-role-unknown = NOT UNDERSTOOD
intake-office-numbers = Numbers of the form: { $count }; ready { $ready }, to be confirmed { $waiting }.
intake-office-number = cell { $cell }: { $value } = { $code }, { $part }, { $area } ({ $area_code })
intake-office-number-waits = cell { $cell }: { $value } = { $code }, { $part }, { $area } ({ $area_code }) – to be confirmed
intake-office-totals = Totals of the file (not stored) compared with the sums of the numbers:
intake-office-total = cell { $cell }, { $code }: stated { $stated }, summed { $sum }: { $verdict }
intake-office-assumptions = To be confirmed by a person:
intake-office-assumption = { $reason } (cells: { $count }: { $cells })
intake-office-left-out = Left out, no numbers of the form (from cell):
intake-office-unread-heading = NOT UNDERSTOOD, cells: { $count }
intake-office-unread = cell { $cell } “{ $text }”: { $reason } – { $fix }
intake-office-more = … and { $count } others; --json prints all
intake-office-next-nothing = Next step: the file has no number of the form. Check the file, the indicators (--indicator), the period (--period) and the area (--area).
intake-office-next-unread = Next step: correct the cells that are not understood as suggested, and read the file again.
intake-office-next-assumptions = Next step: look at what is to be confirmed. Write into the file what is right (period, name or code of the indicator, area), correct what is wrong, and read it again.
intake-office-next-none = Every cell is clear: { $count } numbers of the form, nothing to ask.

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
