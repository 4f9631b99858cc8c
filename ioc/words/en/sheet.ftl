## data/load/office/resolve.py

sheet-part-numerator = numerator
sheet-part-denominator = denominator
sheet-part-value = value
sheet-why-number = number of indicator { $code }, { $part }
sheet-why-total = a total: not stored, compared with the sum of the numbers
sheet-why-empty = empty: not reported, which is not 0
sheet-why-aside = this is { $measure }, not the actual number of the period
sheet-why-other-period = a number of { $period }, not of the form's period
sheet-why-person = set by the sender
sheet-unknown-row = it is not clear of which area this number is
    .fix = write the area's name or code in this row
sheet-unknown-two-areas = row and column name two different areas
    .fix = leave one name only: in the row or in the column
sheet-unknown-two-indicators = row and column name two different indicators
    .fix = leave one name only: in the row or in the column
sheet-unknown-part = the form does not ask for this part of the indicator
    .fix = leave this number out, or read the sheet for a form that asks for it
sheet-unknown-area-outside = { $name } is not one of the areas that report on this form
    .fix = leave this row out, or read the sheet for a form of that area
sheet-unknown-not-whole = not a whole number, though the indicator counts in whole numbers
    .fix = write a whole number; check the mark between thousands
sheet-unknown-above = above { $highest }, the highest value of the indicator
    .fix = check number and unit
sheet-guess-title = the title “{ $line }” announces { $measure }: are these the actual numbers of the period
sheet-guess-scale = the line above gives the unit “{ $unit }”: each number is multiplied by { $scale }
sheet-guess-period = the table names no period: taken as { $period }, as the form says
sheet-guess-periods = the titles name { $count } periods: taken as { $period }, as the form says
sheet-guess-year = the heading names no year: taken as { $period }, as the form says
sheet-guess-area = the table names no area: taken as { $name }, as the form says
sheet-guess-indicator = the heading names no indicator: taken as the form's only one, { $name }
sheet-guess-hidden = numbers in hidden rows or columns
sheet-guess-thousands = the cell is shown in thousands: its real value is taken

## data/load/office/numbers.py

sheet-unknown-percent = it has a % sign, but this part of the indicator is a count
    .fix = remove the % sign, or write the count
sheet-unknown-fraction = it is not clear whether these are percent or parts of 1: 0.9 is 0.9% or 90%
    .fix = write the % sign, or numerator and denominator as well

## data/load/office/heading_words.py

sheet-guess-words = “{ $heading }” has words that are not understood: { $words }
sheet-guess-heading = “{ $heading }” is taken as { $name }
sheet-unknown-unit = the unit “{ $unit }” is not a unit of { $name }
    .fix = correct the unit of the heading
sheet-unknown-heading = the heading is not understood
    .fix = write the indicator's name or code as the heading
sheet-unknown-heading-near = the heading is not understood; the nearest are: { $names }
    .fix = write the indicator's exact name or code as the heading

## data/load/office/read_table.py

sheet-guess-span = headings of several tiers without merged cells: “{ $heading }” is read with the tier above
sheet-unknown-period = the period “{ $text }” is not understood
    .fix = write the period as “09/2026”, “Q3 2026”

## data/load/office/checks.py

sheet-unknown-twice = the form asks for one number and the file has several different ones, in cells { $cells }
    .fix = leave only the right one
sheet-guess-parts = { $code }: the value { $value } is not numerator divided by denominator
sheet-guess-total = the total in { $cell } is { $stated }, the sum of the numbers read is { $summed }
sheet-guess-totals = more than { $most } totals of one column or row differ from the sums of the numbers read; these are the others

## data/load/office/read.py

sheet-why-hidden = a hidden sheet: not read
sheet-guess-under = this table is below the title “{ $title }”: are its numbers the actual ones?
sheet-guess-changed = the headings differ from this sender's last sheet: what was remembered is not used

## data/load/office/roles.py

sheet-why-heading = heading
sheet-why-numbering = the row that numbers the columns
sheet-why-area = area { $name } ({ $code })
sheet-why-group = a row of a group, without numbers
sheet-why-title = a line above the table
sheet-why-signature = signature
sheet-why-note = text without a number of the form
sheet-why-serial = serial number
sheet-why-indicator = name of an indicator
sheet-why-period = period
sheet-why-unit = unit
