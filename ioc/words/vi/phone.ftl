## layouts/hand_in/phone.py

phone-title = Nhập số liệu
phone-back = Nộp bảng tính
phone-no_area = Tài khoản này không có địa bàn, nên không nhập từng số được. Hãy nộp bảng tính.

## assets/src/phone

phone-loading = Đang tải…
phone-unreached = Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.
phone-failed = Máy chủ báo lỗi. Hãy thử lại.
phone-choose = Chọn biểu và kỳ
phone-forms_none = Hiện không có biểu nào nhận số từ tài khoản này.
phone-days_left = còn { $count } ngày
phone-last_day = hôm nay là hạn
phone-days_late = trễ { $count } ngày
phone-typed_before = đã nhập { $count } số, chưa nộp
phone-other_form = Biểu khác
phone-state_saved = Đã lưu
phone-state_saving = Đang lưu…
phone-state_offline = Mất mạng – số liệu vẫn được giữ trên máy này
phone-state_failed = Máy chủ bận – số liệu vẫn được giữ trên máy này
phone-state_ended = Phiên đã hết – số liệu vẫn được giữ trên máy này.
phone-state_lost = Trình duyệt không giữ được số liệu: đừng đóng trang này khi chưa lưu
phone-sign_in = Đăng nhập lại
phone-share = { $some }/{ $all } số
phone-same = Không đổi
phone-same_marked = ✓ Không đổi
phone-unchanged_long = Không đổi so với kỳ trước
phone-before_none = chưa có
phone-made_up = mô phỏng
phone-read_as = Đọc là { $value }
phone-reported = Đã nộp { $value } (lần nộp số { $number }). Để trống là giữ số này.
phone-fault_no_number = Không phải số. Chỉ gõ chữ số, dấu phẩy trước phần lẻ: 12,5
phone-fault_leave_empty = Chưa có số thì để trống.
phone-fault_no_percent = Ô này là số đếm, không phải tỷ lệ: bỏ dấu %.
phone-fault_negative = Số không được âm: bỏ dấu trừ.
phone-fault_not_whole = Ô này đếm từng đơn vị: gõ số nguyên, bỏ phần lẻ.
phone-fault_too_high = Lớn hơn mức cao nhất { $highest }: kiểm tra lại số này.
phone-way = Chuyển màn
phone-previous = ‹ Trước
phone-next = Tiếp ›
phone-to_review = Xem lại ›
phone-screen = Màn { $some }/{ $all }
phone-look_over = Xem tất cả
phone-go_on = ‹ Nhập tiếp
phone-review = Xem lại trước khi nộp
phone-count_typed = { $count } số đã nhập
phone-count_unchanged = { $count } số không đổi so với kỳ trước
phone-count_reported = { $count } số đã nộp trước đó, giữ nguyên
phone-count_missing = { $count } số chưa nhập
phone-count_faulty = { $count } số phải sửa
phone-missing_about = Số chưa nhập là chưa báo cáo, không phải 0. Bằng 0 thì gõ 0.
phone-missing_sure = { $count } số chưa nhập: sẽ là chưa báo cáo, không phải 0. Vẫn nộp?
phone-hand_in = Nộp { $count } số
phone-storing = Đang nộp…
phone-network_first = Nộp được khi mọi số đã lưu trên máy chủ.
phone-nothing_yet = Chưa nhập số nào.
phone-marked = Không đổi
phone-missing = Chưa nhập
phone-done_about = Số liệu đã được nhận. Bản đã nhập được giữ nguyên.
phone-correct = Sửa hoặc nhập thêm
phone-empty = để trống
phone-told_changed = { $name }: máy khác đã đổi lúc { $at }. Trước đó máy này có: { $other }.
phone-told_newer = { $name }: máy khác nhập { $other } lúc { $at }. Số của máy này mới hơn nên được giữ.
phone-told_older = { $name }: máy khác đã nhập số mới hơn nên số ấy được giữ. Máy này đã nhập { $other } lúc { $at }.
phone-told_after = Biểu này đã được nộp từ máy khác (lần nộp số { $number }). Số vừa nhập trên máy này chưa nằm trong lần nộp ấy: xem lại rồi nộp bổ sung.
phone-told_elsewhere = Biểu này đã được nộp: lần nộp số { $number }.
phone-take_other = Dùng { $other }
phone-understood = Đã hiểu
phone-returned = Lần nộp số { $number } không được tính ({ $at }): { $reason } Sửa rồi nộp lại.
phone-refill = Lấy lại { $count } số đã nộp để sửa
phone-original = Tải bản đã nhập

## data/hand_in/entry

phone-too_many = Biểu này có { $count } số cho địa bàn của bạn; nhập từng số được nhiều nhất { $most }. Hãy nộp bảng tính.
phone-leave_empty = chữ này không phải số
    .fix = chưa có số thì để trống
phone-no_number = không phải số
    .fix = chỉ gõ chữ số, dấu phẩy trước phần lẻ: 12,5
phone-no_percent = ô này là số đếm, không phải tỷ lệ
    .fix = bỏ dấu %
phone-half = mới có một trong hai số của chỉ tiêu này
    .fix = nhập cả hai, hoặc để trống cả hai
phone-changed_before = số của kỳ trước không còn như khi bạn bấm “Không đổi”
    .fix = bấm lại, hoặc nhập số
phone-not_yours = số này không thuộc biểu hoặc địa bàn của bạn
    .fix = tải lại trang
phone-nothing = chưa nhập số nào
    .fix = nhập ít nhất một số
phone-before = đúng các số này đã được nộp: lần nộp số { $number }
    .fix = không cần nộp lại
phone-faulty = Có số chưa nộp được, nêu bên dưới. Chưa có gì được nộp.
phone-unchanged = không đổi so với kỳ trước
phone-column_code = Mã địa bàn
phone-column_area = Địa bàn
phone-column_indicator = Mã chỉ tiêu
phone-column_indicator_name = Chỉ tiêu
phone-column_part = Phần
phone-column_typed = Số đã gõ
phone-column_mark = Ghi chú

## api/hand_in/entry.py

phone-meanwhile = Máy khác vừa đổi số liệu của biểu này. Xem lại rồi nộp; chưa có gì được nộp.
phone-missing_count = Có { $count } số chưa nhập, khác với số đã hiện. Xem lại rồi nộp; chưa có gì được nộp.
