## ioc/period.py

period-frequency-day = ngày
period-frequency-month = tháng
period-frequency-quarter = quý
period-frequency-half = 6 tháng
period-frequency-year = năm
period-year-out = “{ $text }”: năm phải từ { $first } đến { $last }. Hãy kiểm tra lại kỳ báo cáo.
period-unknown = “{ $text }” không phải là kỳ báo cáo. Hãy viết 2024, 2024-H1, 2024-Q1, 2024-03 hoặc 2024-03-15.

## data/load/files/texts/periods.py

period-without-year = “{ $text }” không có năm. Hãy viết đủ, ví dụ “{ $example }”.
period-unreadable = “{ $text }” không phải là kỳ báo cáo. Hãy viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024.
period-out-of-year = “{ $text }” không phải là kỳ báo cáo: không có tháng hay quý đó.

## ioc/period.py: labels

period-month-1 = 01
period-month-2 = 02
period-month-3 = 03
period-month-4 = 04
period-month-5 = 05
period-month-6 = 06
period-month-7 = 07
period-month-8 = 08
period-month-9 = 09
period-month-10 = 10
period-month-11 = 11
period-month-12 = 12
period-part-1 = I
period-part-2 = II
period-part-3 = III
period-part-4 = IV
period-label-day = { $day }/{ $month }/{ $year }
period-label-month = Tháng { $month }/{ $year }
period-label-quarter = Quý { $quarter }/{ $year }
period-label-half = Nửa năm { $half }/{ $year }
period-label-year = Năm { $year }
period-inside-day = { $day }/{ $month }/{ $year }
period-inside-month = tháng { $month }/{ $year }
period-inside-quarter = quý { $quarter }/{ $year }
period-inside-half = nửa năm { $half }/{ $year }
period-inside-year = năm { $year }
period-short-day = { $day }/{ $month }/{ $year }
period-short-month = T{ $month }/{ $year }
period-short-quarter = Q.{ $quarter }/{ $year }
period-short-half = NN{ $half }/{ $year }
period-short-year = { $year }
