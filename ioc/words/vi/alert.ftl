## data/alerts/alerts.py

alert-unknown = Không có cảnh báo số { $number }.

## ioc/sentences/alerts.py

alert-status = Chỉ số chuyển đỏ
alert-stale = Số liệu quá hạn
alert-message = Thông báo
alert-where = Địa bàn
alert-behind = Cần lưu ý
alert-since = Từ khi
alert-who = Phụ trách
alert-as_of = Số liệu
alert-last = Kỳ cuối
alert-due = Quá hạn
alert-sender = Người gửi
alert-until = Đến
alert-chip_status = Chưa đạt
alert-chip_stale = Quá hạn
alert-chip_red = Khẩn
alert-chip_amber = Lưu ý
alert-chip_info = Thông tin
alert-red_since = Đỏ từ { $period }
alert-red_for = Đỏ suốt { $count }, có thể lâu hơn
alert-in_a_row = { $count } liền
alert-per_day = ngày
alert-per_month = tháng
alert-per_quarter = quý
alert-per_half = nửa năm
alert-per_year = năm
alert-target = Chỉ tiêu
alert-missing = thiếu { $amount }
alert-excess = vượt { $amount }
alert-points = điểm %
alert-others = và { $count } { $areas } khác
alert-ago = { $days } trước
alert-overdue = { $days }, từ { $since }
alert-reported = { $share } báo cáo
alert-seen = { $name } đã xem lúc { $time }
alert-seen_at = Đã xem lúc { $time }
alert-raised = Báo lúc { $time }
alert-unseen = { $count } cảnh báo chưa xem
alert-many = { $count } cảnh báo mới
alert-more = và { $count } cảnh báo khác

## ioc/sentences/alerts.py: time

alert-time = { $time }, { NUMBER($day, minimumIntegerDigits: 2) }/{ $month }
