## ioc/period.py

period-frequency-day = day
period-frequency-month = month
period-frequency-quarter = quarter
period-frequency-half = half-year
period-frequency-year = year
period-year-out = “{ $text }”: the year must be from { $first } to { $last }. Check the period.
period-unknown = “{ $text }” is not a period. Write 2024, 2024-H1, 2024-Q1, 2024-03 or 2024-03-15.

## data/load/files/texts/periods.py

period-without-year = “{ $text }” has no year. Write all of it, for example “{ $example }”.
period-unreadable = “{ $text }” is not a period. Write 2024-03, Tháng 03/2024, Quý III/2023 or 2024.
period-out-of-year = “{ $text }” is not a period: there is no such month or quarter.

## ioc/period.py: labels

period-month-1 = Jan
period-month-2 = Feb
period-month-3 = Mar
period-month-4 = Apr
period-month-5 = May
period-month-6 = Jun
period-month-7 = Jul
period-month-8 = Aug
period-month-9 = Sep
period-month-10 = Oct
period-month-11 = Nov
period-month-12 = Dec
period-part-1 = 1
period-part-2 = 2
period-part-3 = 3
period-part-4 = 4
period-label-day = { $day }/{ $month }/{ $year }
period-label-month = { $month } { $year }
period-label-quarter = Q{ $quarter } { $year }
period-label-half = H{ $half } { $year }
period-label-year = { $year }
period-inside-day = { $day }/{ $month }/{ $year }
period-inside-month = { $month } { $year }
period-inside-quarter = Q{ $quarter } { $year }
period-inside-half = H{ $half } { $year }
period-inside-year = { $year }
period-short-day = { $day }/{ $month }/{ $year }
period-short-month = { $month }/{ $year }
period-short-quarter = Q{ $quarter }/{ $year }
period-short-half = H{ $half }/{ $year }
period-short-year = { $year }
