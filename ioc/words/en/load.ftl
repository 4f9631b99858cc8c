## data/load/areas/keys.py

load-area-missing = numbers without an area
    .fix = give the area's code, or leave the row out
load-average-row = a row of averages: not loaded, not compared with the sum of the rows
    .fix = nothing to do
load-province-assumed = names shared by several communes are taken to lie in { $province }, as all other rows do
    .fix = add a column of codes (“Mã xã”, for example), so that nothing has to be guessed
load-front-zeros-lost = codes lost their leading zeros and may belong to several levels
    .fix = name the column “Mã tỉnh”, “Mã huyện” or “Mã xã”, or write all zeros

## data/load/areas/matching.py

load-name-ambiguous = { $count } areas have this name: { $places }{ $more }
    .fix = add a column of codes (“Mã xã”, for example), or the columns “Tỉnh”, “Huyện”
load-code-unknown = no area with this code in vintage { $vintage }
    .fix = correct the code, or name the right vintage
load-name-differs = name and code differ: in vintage { $vintage } code { $code } is “{ $name }”
    .fix = correct code or name, or name the right vintage
load-parent-differs = the parent area differs: “{ $name }” (code { $code }) lies in { $parents }
    .fix = correct the code or the parent area, or name the right vintage

## data/load/areas/areas.py

load-commune-unknown = no such commune in the named vintage
    .fix = correct the commune's code, or name the right vintage
load-village-code-taken = this village code already exists in this vintage
    .fix = give the village another code
load-commune-name-differs = name and code of the commune differ: in vintage { $vintage } code { $code } is “{ $name }”
    .fix = name the right vintage, or correct code and name of the commune

## data/load/catalogue/catalogue.py

load-row-twice = the row appears twice
    .fix = keep only one of them

## data/load/catalogue/rows.py

load-share-without-denominator = a share must have a denominator
    .fix = give the denominator, or change the aggregation rule
load-denominator-not-wanted = counts and medians have no denominator
    .fix = remove the denominator, or change the rule
load-share-over-time = a share must have a denominator
    .fix = give the denominator, or change the rule over time
load-factor-not-positive = the factor must be greater than 0
    .fix = 100 for %, 1 for a count
load-decimals-out = the number of decimals must be from 0 to 6
    .fix = a whole number from 0 to 6
load-indicator-not-in-catalogue = no such indicator in the catalogue
    .fix = correct the code, or add the indicator
load-level-too-low = the indicator is reported down to level { $level } only
    .fix = choose a wider level, or leave it empty
load-not-a-year = not a year
    .fix = write it as 2025, or leave it empty if it belongs to no year
load-vintage-and-area = vintage and code of an area belong together
    .fix = give both or neither
load-not-a-province = not a province code
    .fix = two digits with the leading 0, for example 01
load-denominator-alone = a denominator needs a numerator and must be greater than 0
    .fix = give the numerator, or correct the denominator
load-code-form = the code has the wrong form
    .fix = write it as { $example }
load-not-in-list = not one of the allowed values
    .fix = use one of: { $allowed }
load-not-a-number = not a number
    .fix = write it as 1234.5
load-number-out-of-bounds = too large, or too close to 0
    .fix = use 0 or a number from { -load-bounds }
load-share-out = the share must be greater than 0 and at most 1
    .fix = write it as 0.95
load-not-a-date = not a date
    .fix = write it as 2023-09-21, 2023-09 or 2023
load-not-an-address = not the address of a page
    .fix = write the whole address, beginning with https:// or http://, or leave the cell empty
load-not-the-quotient = does not equal numerator ÷ denominator
    .fix = compare the three numbers with their source
load-cell-empty = the cell is empty
    .fix = fill it in
load-not-a-period = not a period
    .fix = write it as 2022, 2022-Q3 or 2022-09

## data/load/checks/observations.py

load-not-whole = a fraction where whole things are counted (villages, households, people, dossiers)
    .fix = write whole numbers, not thousands (3711, not 3.711); if the spreadsheet took a thousands separator for a decimal point, correct the cell
load-no-percent = this indicator is not measured in %
    .fix = write the number without a % sign
load-denominator-zero = the denominator is 0
    .fix = give the right denominator, or leave both cells empty if nothing was reported
load-share-above-100 = a share above 100%
    .fix = check it: perhaps a count, or a decimal point is missing
load-denominator-missing = a numerator without its denominator
    .fix = give the denominator in the same row, or report only the share in the column “Giá trị”
load-quotient-too-large = numerator ÷ denominator is too large
    .fix = check both numbers
load-median-missing = a number of samples without their median
    .fix = give the median in the column “Giá trị”; the column “Tử số” has the number of samples
load-nothing-to-share = 0/0: reported, but there is nothing to compute a share of
    .fix = leave both cells empty if nothing was reported
load-denominator-not-kept = this indicator has no denominator: the number is not stored
    .fix = leave the denominator out, or check the indicator's code
load-period-in-future = a period in the future
    .fix = correct the period (today is { $today })
load-period-open = period { $period } has not ended: its numbers are provisional and are not compared with whole periods
    .fix = load it again when the period has ended
load-negative = a negative number
    .fix = check it: a report cannot be negative
load-out-of-bounds = too large, or too close to 0, for a report
    .fix = check it: a number must be 0 or from { -load-bounds }
load-part-in-percent = numerators and denominators cannot be in %
    .fix = write the count, not the share
load-denominators-alone =
    { $count ->
        [one] one cell has a denominator and no numerator: taken as not reported
       *[other] { $count } cells have a denominator and no numerator: taken as not reported
    }
    .fix = give the numerator; 0 where there is none
load-share-small = a share below 1% among far larger ones
    .fix = if 0.885 means 88.5%, multiply it by 100
load-shares-below-one = no share in the column is above 1%
    .fix = if 0.947 means 94.7%, multiply by 100, or give the cells a % format
load-periods-after-vintage =
    { $count ->
        [one] one period after the vintage had ended ({ $date }): { $periods }
       *[other] { $count } periods after the vintage had ended ({ $date }): { $periods }
    }
    .fix = check: from that day on numbers usually belong to the new areas
load-above-denominator = numerator { $top } is greater than denominator { $bottom }
    .fix = check both: the numerator is a part of the denominator
load-value-differs = the value is not numerator ÷ denominator ({ $quotient })
    .fix = correct one of the three, or leave the value out
load-two-numbers = two different numbers for one cell: { $one } and { $other }
    .fix = keep one of them
load-off-scale = outside the indicator's scale (0–{ $most })
    .fix = check it: perhaps a decimal point is missing

## data/load/checks/totals.py

load-total-differs = the total is { $stated }, but the rows add up to { $sum }
    .fix = check it; the total row is not loaded

## data/load/files/reading.py

load-ending-unknown = files with the extension “{ $ending }” are not read
    .fix = save it as CSV UTF-8 or XLSX (Save As), then load it again
load-no-table = no table of numbers was found: { $missing } missing
    .fix = name the columns as in the examples in docs/loading.md
load-several-tables = several sheets have tables of numbers: { $sheets }
    .fix = load one sheet at a time with --sheet
load-no-file = there is no such file
    .fix = check the path
load-file-too-large = the file is too large: { $size } MB, { $most } MB at most
    .fix = split it into several files
load-file-empty = the file is empty
    .fix = use a file with a row of headings and at least one row of numbers
load-no-sheet = there is no sheet “{ $name }”
    .fix = choose one of: { $sheets }

## data/load/files/findings.py

load-more-faults =
    { $count ->
        [one] one more fault is not listed
       *[other] { $count } more faults are not listed
    }
    .fix = correct those above, then load it again

## data/load/checks/keys.py

load-indicator-unknown = no such indicator in the catalogue
    .fix = use a code of the catalogue, for example HT01
load-no-period = the file names no period
    .fix = add a column “Kỳ”, or name the period with --period, for example --period 2024-03
load-vintages-differ = the column names vintage { $named }, the option --vintage names { $given }
    .fix = let column and option name the same vintage
load-several-vintages = the file has { $count } vintages: { $vintages }
    .fix = make one file for each vintage
load-title-other-measure = the title “{ $line }” says that this is { $measure }, not the number reported for the period
    .fix = load the table of numbers reported for the period, or correct the title

## data/load/files/look.py

load-merged-cells = merged cells among numbers: it is not clear to which cell the value belongs
    .fix = unmerge them and give each cell its value
load-hidden-rows =
    { $count ->
        [one] a hidden row (by a filter or by hand) is read all the same: { $rows }
       *[other] { $count } hidden rows (by a filter or by hand) are read all the same: { $rows }
    }
    .fix = clear the filter and check; delete rows that must not be loaded
load-hidden-column = a hidden column is read all the same
    .fix = show the column and check it, or delete it
load-scaled-cells = the cell is shown in thousands (or millions); its true value is read
    .fix = check the value in the formula bar

## data/load/files/no_reports.py

load-summed-number = a number that was added up, not reported
    .fix = remove the row, and load the number of each area that reports
load-converted-number = a number converted from another vintage, not reported
    .fix = remove the row, and load the number in the vintage in which it was reported
load-illustrative-number = an illustrative number, not reported
    .fix = remove the row: load only reported numbers
load-export-cut = a file exported by this program without its columns “Cách tính” and “Ghi chú”: reported, added-up and illustrative numbers cannot be distinguished
    .fix = load the original report, or keep all columns of the exported file

## data/load/machines/posted_rows.py

load-nothing-posted = nothing was reported
    .fix = send at least one row with a number
load-row-no-object = the row is not a JSON object
    .fix = send { "{" }…{ "}" } with the documented fields
load-not-a-text = not a text
    .fix = send a string
load-field-unknown = there is no such field
    .fix = use { $fields }
load-field-missing = a required field is missing or not a text
    .fix = send a string
load-not-a-json-number = not a number
    .fix = send a finite JSON number, or null if nothing was reported
load-period-like-number = a period written as a number: 2025.1 could be January or October
    .fix = write 2024-03, 2024-Q1 or 2024

## data/load/areas/provinces.py

load-stray-name = matched only by name: { $name } (code { $code }) lies in { $province }, outside { $home }, where most rows lie
    .fix = check it; add a column “Mã xã” or “Tỉnh”, so that nothing has to be guessed

## data/load/files/recognise.py

load-no-value-column = no column of numbers can be read: { $reason }
    .fix = name the column of reported numbers by the indicator's code only
load-heading-unknown = no indicator “{ $code }” in the catalogue
    .fix = correct the code, or remove the column

## data/load/checks/records.py

load-cell-no-number = not a number
    .fix = write a number, for example 1.234,5, or leave the cell empty if nothing was reported
load-cell-mark = it is not clear whether “.” or “,” separates thousands or decimals
    .fix = remove the thousands separators in the whole column (1234), or write the decimals (1.234,0)
load-cell-formula = the cell shows a formula error, or its formula has not been computed
    .fix = correct the formula, then save the file again
load-cell-infinite = an infinite number
    .fix = write a finite number, or leave the cell empty if nothing was reported
load-thousands-assumed = marks between digits are read as thousands separators
    .fix = nothing to do if that is right; if not, write the digits without marks (1.090 → 1090)

## data/load/reorganisation/areas.py

load-village-in-parts = a village must go to one place as a whole
    .fix = write one row “Nhập toàn bộ” for this village
load-village-homeless = it is not clear in which commune the village lies after the change
    .fix = give the new commune's code in the column “Mã cấp trên”
load-area-homeless = it is not clear in which province the new area lies
    .fix = fill in the column “Mã tỉnh mới”
load-no-such-province = there is no such province
    .fix = correct the province's code, or add a row for a new province

## data/load/reorganisation/between.py

load-new-code-unknown = no area with the new code in vintage { $vintage }
    .fix = correct the code, or change --to
load-new-province-differs = the new province differs: { $name } (code { $code }) lies in the province with code { $province }
    .fix = correct area or province, or change --to

## data/load/reorganisation/codes.py

load-new-code-taken = the new code is that of { $name }{ $place }, and the file does not say where that area goes
    .fix = choose another code, or add a row with the old code { $code }
load-new-code-levels = one new code is used for areas of several levels
    .fix = give the areas of one of these levels another code

## data/load/reorganisation/file.py

load-no-reorganisation = no columns “Mã cũ” and “Mã mới” were found
    .fix = add a row of headings as in the example in docs/vintages.md
load-several-reorganisations = several sheets have reorganisation tables: { $sheets }
    .fix = choose one with --sheet
load-reorganisation-empty = the file has no rows of a reorganisation
    .fix = give at least one row with an old and a new code
load-whole-with-share = a whole merger with a share other than 1
    .fix = write “Nhập một phần”, or remove the share
load-weight-out = the share must be from 0 to 1
    .fix = write 0,4 or 40%; leave it empty if it is not known
load-amount-out = must be a number from { $low } to { $high }
    .fix = correct it, or leave it empty
load-code-empty = the code is missing
    .fix = give the code of the area
load-level-unclear = the level is not clear
    .fix = write tỉnh, huyện, xã or thôn
load-relation-twice = this pair of codes is already in row { $row }
    .fix = remove the repeated row
load-not-a-code = not an area code
    .fix = correct the code

## data/load/reorganisation/match.py

load-old-zeros-lost = old codes lost their leading zeros and may belong to several levels
    .fix = write all zeros (format the column as text)
load-old-names-differ = names and codes do not fit vintage { $vintage }: only { $fitting } of { $named } rows match
    .fix = name the right vintage with { $option }, or correct codes and names
load-old-code-unknown = no area with the old code in vintage { $vintage }
    .fix = correct the code, or name the right vintage by --from
load-old-province-differs = the old province differs: { $name } (code { $code }) lies in the province with code { $province }
    .fix = correct area or province, or name the right vintage by --from
load-new-code-form = the new code has the wrong form: codes of this level have { $digits } digits
    .fix = correct the new code, or fill in the column “Cấp”

## data/load/reorganisation/names.py

load-new-names-differ = one new code has several names or kinds
    .fix = give it one name and one kind
load-new-name-missing = the new area has no name
    .fix = fill in the column “Tên mới”
load-new-kind-unclear = the kind of the new area is not clear
    .fix = write its full name, for example “Phường Long Thành”

## data/load/reorganisation/outcome.py

load-shares-sum = the shares of { $name } add up to { $sum }, not to 1
    .fix = make the rows of this area add up to 1 (100%), or leave all of them empty
load-whole-and-more = { $name } goes whole to one place and has further rows
    .fix = write “Nhập một phần” in all rows of this area, or remove the surplus rows

## data/load/catalogue/scenes.py

load-no-scene = there are no scenes
    .fix = add at least one [[scene]]

## data/load/files/sheets/csv_process.py

load-file-growing = the file grows while it is read
    .fix = wait until it is complete, then load it again

## data/load/files/sheets/csv_sheet.py

load-letters-unknown = not a text in UTF-8, UTF-16 or Windows-1258
    .fix = save it again as “CSV UTF-8 (comma delimited)”
load-quote-open = a cell is too long: perhaps a quotation mark is not closed
    .fix = remove the mark, or save the file as CSV from a spreadsheet program again
load-content-differs = the content does not match the extension “{ $ending }”: it is { $kind }
    .fix = open it in a spreadsheet program and save it as CSV UTF-8 or XLSX
load-row-too-wide =
    { $count ->
        [one] the row has more cells than the headings (one column)
       *[other] the row has more cells than the headings ({ $count } columns)
    }
    .fix = remove the surplus separator, or put the cell with a separator in quotation marks

## data/load/files/sheets/xlsx_package.py

load-unpacked-too-large = the file is too large after unpacking ({ $size } MB, { $count } parts)
    .fix = split it into several files, or hand in CSV
load-cells-far-away = cells far from the table are not empty (as far as { $cell }{ $row })
    .fix = delete rows and columns far from the table, then save it again

## data/load/office/book.py

load-sheet-too-large = the sheet is too large: more than two million cells or 16,384 columns
    .fix = remove surplus rows and columns, or split it into several files

## data/load/files/sheets/xlsx_sheet.py

load-no-workbook = the content does not match the extension “{ $ending }”: not an XLSX workbook (or one with a password)
    .fix = open it in a spreadsheet program, remove the password, and save it as XLSX
load-workbook-broken = not an XLSX workbook, or a damaged file
    .fix = open it in a spreadsheet program and save it as XLSX again
load-workbook-unreadable = the workbook cannot be read: the file is damaged
    .fix = open it in a spreadsheet program and save it as XLSX again

## data/load/tables.py

load-old-letters = letters of the old encoding { $encoding } were changed to Unicode
    .fix = check the names of areas; save files as Unicode
load-headings-repeated = repeated headings are left out: row { $rows }
    .fix = nothing to do
load-nothing-reported = no number was reported
    .fix = fill in numbers; an empty cell means that nothing was reported
load-column-left-out = this column is not loaded: { $reason }
    .fix = if it has reported numbers, name it by the indicator's code only
load-column-not-read = this column is not read
    .fix = if it has numbers, name it by the indicator's code or the period

## data/load/areas/villages.py

load-no-village = the file has no villages
    .fix = check the file
load-not-a-commune = not a commune code of 5 digits
    .fix = correct the commune's code
load-out-of-range = outside { $low }–{ $high }
    .fix = correct the value
load-column-missing = the column “{ $column }” is missing
    .fix = add it to the row of headings, with this heading
load-village-code-twice = the village code appears twice in the file
    .fix = give them different codes
load-value-missing = empty
    .fix = fill in the value
load-turned-into-date = the spreadsheet turned the { $what } into a date
    .fix = format the column as text and write it again, for example “Thôn 1-5”

## data/load/areas/vintage_fit.py

load-vintage-wrong = the rows do not fit vintage { $vintage }: only { $share } of the areas match by code and name ({ $count }){ $hint }
    .fix = name the right vintage with --vintage, or correct codes and names in the file
load-codes-of-another = the codes are those of { $theirs } in vintage { $other } ({ $there } of the codes there); in vintage { $vintage } they are only { $here } of the codes of { $provinces }. Codes alone do not prove a vintage
    .fix = add a column of names, or name the right vintage with --vintage

## sandbox/run.py

load-reader-broken = cannot be read: the file is damaged, or does not match its extension
    .fix = open it in the program that made it, then save it again
load-reader-slow = reading stopped after { $seconds } seconds
    .fix = make the file smaller, or open it in the program that made it and save it again
load-reader-memory = reading needs more than { $size } MB of memory
    .fix = delete empty rows and columns far from the table and save it again, or split the file

## data/load/checks/observations.py

-load-bounds = 0.000000001 to 1,000,000,000,000,000 (a million billion)
load-percent-unclear = no % sign among cells with a % sign: it is not clear whether { $one }% or { $other }% is meant
    .fix = write the % sign, or give the whole column a % format
load-level-too-deep = indicator { $code } is reported down to level “{ $level }” only
    .fix = add the numbers up to that level first
load-cell-twice = the same cell as row { $row } with another number
    .fix = keep one row for each indicator, area and period
load-cell-repeated = repeats row { $row }: stored once
    .fix = remove the row

## data/load/checks/definitions.py

load-weak-signal = the denominator of HT03 must be { $rest } = { $total } villages − { $without } villages without signal (HT02)
    .fix = HT03 divides by the villages with signal, not by all villages
load-weak-signal-remark = the denominator of HT03 must be the villages with signal, { $covered } by HT01
    .fix = HT03 divides by the villages with signal, not by all villages

## data/load/checks/keys.py

load-indicator-given-unknown = no indicator “{ $code }” in the catalogue
    .fix = add a column “Mã chỉ tiêu”, or name the indicator with --indicator
load-no-indicator = the file does not say to which indicator its numbers belong
    .fix = add a column “Mã chỉ tiêu”, or name the indicator with --indicator
load-period-unreadable = not a period
    .fix = write 2024-03, Tháng 03/2024, Quý III/2023 or 2024
load-period-missing = the period is missing
    .fix = write 2024-03, Tháng 03/2024, Quý III/2023 or 2024
load-period-year = the year of the period must be from { $first } to { $last }
    .fix = write 2024-03, Tháng 03/2024, Quý III/2023 or 2024
load-period-number = a period written as a number: 2025.1 could be January or October
    .fix = write 2024-03, Tháng 03/2024, Quý III/2023 or 2024
load-period-without-year = the period has no year
    .fix = write 2024-03, Tháng 03/2024, Quý III/2023 or 2024
load-option-period = correct the option --period
load-option-vintage = correct the option --vintage
load-frequency-differs = indicator { $code } is reported by { $wanted }, not by { $given }
    .fix = use a period of the indicator's frequency
load-row-other-measure = this row is { $measure }, not the number reported for the period
    .fix = remove the row

## data/load/files/headings.py

load-other-measure = this is { $measure }, not the number reported for the period
load-foreign-words = the heading has words beside code, name and definition of the indicator: it may be another number
load-measure-rank = a rank or a grade
load-measure-summed = a sum since the start of the year
load-measure-change = a change or a comparison
load-measure-earlier = the number of an earlier period
load-measure-plan = a plan
load-measure-target = a target
load-measure-estimate = an estimate
load-measure-rest = what is left to do

## data/load/areas/matching.py

load-other-areas = another area
load-inside-parent = { " " }in the parent area
load-name-unknown = no area with this name{ $inside } in vintage { $vintage }{ $near }
    .fix = correct the name, add a column “{ $heading }”, or name the right vintage
load-nearest-names = ; similar names: { $names }
load-more-places = ; and { $count } more

## data/load/areas/vintage_fit.py

load-vintage-better = ; vintage { $code } fits { $share }
load-vintages-fit = the file fits { $count } vintages: { $codes } and { $last }; the codes are the same, the areas may differ
    .fix = name the file's vintage with --vintage, for example --vintage { $last }
load-vintage-unknown = the file's vintage is not recognised: { $shares }
    .fix = name it with --vintage, for example --vintage { $last }
load-store-without-areas = the store has no areas yet
    .fix = name the file's vintage with --vintage, for example --vintage { $last }
load-vintage-share = vintage { $code } fits { $share } ({ $count }){ $late }
load-late-periods = , but { $count } periods are after its end

## data/load/files/recognise.py

load-columns-alike = two columns have the same content (columns { $one } and { $other })
    .fix = keep one of them, or correct one of the headings
load-missing-headings = the row of headings is
load-missing-areas = a column of areas (“Mã xã”, for example) is
load-missing-numbers = a column of numbers (“Tử số”, “Mẫu số”, “Giá trị”, code of an indicator or period) is
load-missing-both = a column of areas (“Mã xã”, for example) and one of numbers (“Tử số”, “Mẫu số”, “Giá trị”, code of an indicator or period) are

## data/load/machines/posted_rows.py

load-no-vintage = There is no vintage “{ $code }”. There are: { $known }.
    .fix = name the right `vintage`, or correct codes and names
load-posted-vintage = name the right `vintage`, or correct codes and names

## data/load/files/reading.py

load-none = none

## data/load/files/sheets/csv_sheet.py

load-content-workbook = an XLSX workbook or an archive
load-content-old-workbook = an old Excel workbook (.xls)
load-content-pdf = a PDF
load-content-picture = a picture
load-content-parquet = a Parquet file
load-content-sqlite = an SQLite file

## data/load/catalogue/rows.py

load-left-empty = (empty)
load-correct-year = correct the year
load-none-of-them = none
load-catalogue-unreadable = cannot be read: { $error }
    .fix = check that the file exists and is CSV in UTF-8 with commas between cells
load-headings-differ = unexpected headings (missing: { $missing }; surplus: { $extra })
    .fix = use these headings, each once: { $columns }
load-cells-differ = { $count } cells instead of { $wanted }
    .fix = check commas and quotation marks in the row
load-vintage-rule-parts = the conversion rule does not fit the aggregation rule
    .fix = write parts
load-vintage-rule-mean = the conversion rule does not fit the aggregation rule
    .fix = write mean or none
load-factor-percent = the factor of a percentage must be 100
    .fix = write 100
load-weight-villages = only a count of villages is weighed by villages where villages report it
    .fix = weigh by population, households or area, or write the unit “thôn”, “villages” if villages are counted
load-factor-one = without a denominator the factor must be 1
    .fix = write 1

## data/load/areas/villages.py

load-word-name = name
load-word-code = code

## data/load/files/amounts.py

load-amount-mark = it is not clear whether “.” or “,” separates thousands or decimals
    .fix = write a number
load-amount-infinite = an infinite number
    .fix = write a finite number
load-amount-no-number = not a number
    .fix = write a number
load-amount-not-whole = must be a whole number: write all digits, not thousands
    .fix = write a whole number
load-amount-percent = not a percentage
    .fix = write a number

## data/load/catalogue/scenes.py

load-scenes-unreadable = cannot be read: { $error }
    .fix = write it as TOML, in UTF-8
load-scene-no-text = scene { $number }: missing, or not a text
    .fix = write a text in quotation marks
load-scene-twice = scene { $number }: the code appears twice
    .fix = give each scene a code of its own
load-scene-seconds = scene { $number }: not a number of seconds from 5 to 600
    .fix = write a whole number, for example 30
load-scene-cards = scene { $number }: the list of cards is not valid
    .fix = name 1 to 6 different indicators
load-scene-key = scene { $number }: not a part of a scene
    .fix = remove it, or correct its name

## data/load/reorganisation/file.py

load-relation-unclear = it is not clear whether all of it or a part merges
    .fix = write “Nhập toàn bộ”, “Nhập một phần”, “Giữ nguyên”, “Đổi tên” or “Đổi loại hình”
load-relation-contradicts = relation and note (“{ $note }”) contradict each other, or are not clear
    .fix = write “Nhập toàn bộ”, “Nhập một phần”, “Giữ nguyên”, “Đổi tên” or “Đổi loại hình”
load-old-name-differs = the name differs from the store's: in vintage { $vintage } code { $code } is “{ $name }”{ $other }
    .fix = check code and name
load-name-of-other = , and this is the name of code { $code }

## data/load/files/look.py

load-rows-and-more = { $rows } and { $more } more

## data/load/preview.py

load-origin-headings = the headings of the columns
load-origin-column = the column “{ $name }”
load-origin-title = the title above the table
load-origin-option = the option { $option }
load-correct-or-empty = correct it, or leave it empty

## data/load/reorganisation/plan.py

load-vintage-order = Vintage { $after } is not later than vintage { $before }. Change --from and --to.
load-vintage-day = “{ $text }” is not a day. Write the first day of the vintage as YYYY-MM-DD, for example 2026-04-30.
load-vintage-not-last = A new vintage must follow the last one. Use --from { $vintage }.
load-vintage-name = since { $day }

## data/load/reorganisation/reorganisation.py

load-vintage-shipped = Vintage { $vintage } comes with the program and cannot be removed.
load-vintage-followed = There is a vintage after { $vintage }. Remove that one first.
load-vintage-used = Vintage { $vintage } cannot be removed: { $count } { $what } are of it. Withdraw their submissions first.
load-vintage-absent = There is no vintage “{ $vintage }”.
load-vintage-holds-observations = observations
load-vintage-holds-targets = targets
load-vintage-holds-published = published figures
