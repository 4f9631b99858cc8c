## ioc/sentences/since.py

since-from = Từ { $period }
since-in_a_row = Từ { $period }, { $count } liền
since-whole = Kéo dài ít nhất { $count }
since-unsettled = Chưa tính được từ khi nào: còn chờ đủ báo cáo
since-per_day = ngày
since-per_month = tháng
since-per_quarter = quý
since-per_half = nửa năm
since-per_year = năm
since-since_green = đạt từ { $period }
since-since_amber = cảnh báo từ { $period }
since-since_red = chưa đạt từ { $period }
since-over_green = đạt hơn { $count }
since-over_amber = cảnh báo hơn { $count }
since-over_red = chưa đạt hơn { $count }
