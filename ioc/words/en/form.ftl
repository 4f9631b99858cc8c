## data/forms/fields.py

form-key-missing = this key is missing
    .fix = add it to the form
form-key-unknown = a form has no key of this name
    .fix = remove it, or use one of: { $known }
form-no-text = not a text
    .fix = write it in quotation marks, for example "Sở Y tế"
form-no-number = not a whole number
    .fix = write a number of days, for example 10
form-no-numbers = not a list of whole numbers
    .fix = write the days separated by commas, for example -3, 0, 3 (in a file: [-3, 0, 3])
form-no-choice = neither true nor false
    .fix = write true where the form is in use, else false
form-none-of = the value cannot be used
    .fix = use one of: { $allowed }
form-no-areas = not a list of areas
    .fix = write vintage and code in brackets, for example ["2025-07-01/40"]
form-no-indicators = not a table of indicators
    .fix = write each indicator with the parts asked for, for example HT02 = ["value"]
form-no-parts = the parts asked for cannot be used
    .fix = use { $allowed } in brackets
form-no-texts = not a list of texts
    .fix = write them in brackets, for example ["Số thôn có sóng"]
form-no-headings = not a table of headings
    .fix = write them by indicator and part, for example [form.headings.HT01] and then numerator = ["Số thôn có sóng"]
form-heading-apart = a heading of an indicator that the form does not have
    .fix = add the indicator to the form, or remove the heading

## data/forms/checks.py

form-headings-long = there are too many headings, or one is too long
    .fix = write at most { $count } headings of at most { $most } characters
form-code-wrong = the form's code cannot be used
    .fix = use small letters without diacritics, digits and hyphens, at most { $most } characters, for example phu-song-thang
form-name-missing = the form has no name
    .fix = write its Vietnamese name
form-text-long = longer than { $most } characters
    .fix = shorten it
form-former-level = the level for vintages with districts is finer than the form's level
    .fix = choose the form's level or a wider one, or leave it empty
form-reporter-level = the level of who reports is finer than the form's level
    .fix = choose the form's level or a wider one
form-days-wrong = the number of days must be from { $least } to { $most }
    .fix = count from the last day of the period; 10 is ten days after it
form-closes-early = the form closes before it opens
    .fix = write a closing day from { $opens } on
form-reminders-wrong = the reminder days cannot be used
    .fix = write at most { $most } different numbers of at most { $days }; negative ones are before the closing day, for example -3
form-first-period = not a period of this form
    .fix = the form's frequency is { $frequency }; write 2026-09 (month), 2026-Q3 (quarter), 2026-H1 (half-year), 2026 (year), or leave it empty
form-no-indicator = the form has no indicator
    .fix = choose at least one indicator
form-many-indicators = too many indicators
    .fix = at most { $most } indicators a form; make several forms
form-indicator-twice = an indicator is repeated
    .fix = write each indicator once
form-choose-indicator = choose another indicator of the catalogue
form-frequency-differs = this indicator is reported by { $own }, unlike the form
    .fix = remove the indicator, or move it to a form of the same frequency
form-level-fine = this indicator is not reported below the level { $lowest }
    .fix = remove the indicator, or choose a wider level for the form
form-parts-of-count = this indicator is one number without numerator and denominator
    .fix = ask for the value alone
form-parts-of-ratio = a ratio needs both numerator and denominator, or the value
    .fix = ask for numerator and denominator; for the value where a unit has the ratio alone
form-areas-many = an area is repeated, or there are more than { $most } areas
    .fix = write each area once; an area includes all below it
form-choose-area = choose another area
form-area-fine = the area is finer than the form's level { $level }
    .fix = write areas of that level or wider ones

## data/forms/forms.py

form-unknown = There is no form “{ $code }”. The forms are: { $known }.

## data/forms/file.py

form-file-unreadable = the file is not valid TOML
    .fix = correct that line: equals sign, brackets, quotation marks; the command forms export writes an example
form-file-key = a file of forms has no such key
    .fix = remove it; each form begins with [[form]]
form-file-empty = the file has no form
    .fix = begin each form with [[form]]; the command forms export writes an example
form-code-twice = two forms have the same code
    .fix = change the code of one form

## api/admin/form_acts.py

form-term = { $period }: opens { $opens }, closes { $closes }, taken late until { $ends }.
