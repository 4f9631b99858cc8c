## layouts/hand_in/lateness.py

late-title = Ai chậm nộp
late-back = Nộp số liệu

## assets/src/handin

late-form = Biểu
late-period = Kỳ
late-search = Tìm địa bàn
late-every = Tất cả
late-area = Địa bàn
late-state = Tình trạng
late-days_late = Chậm
late-days_count = { $count } ngày
late-numbers = Số đã nộp
late-first = Nộp lần đầu
late-last = Nộp đủ
late-submission = lần nộp { $number }
late-made_up = { $count } số mô phỏng
late-made_up_note = Kho này có số mô phỏng. Số mô phỏng không tính là đã nộp: danh sách chỉ đếm số do cơ quan gửi.
late-rows_none = Không có địa bàn nào như vậy.
late-copy = Sao chép danh sách nhắc
late-copied = Đã sao chép. Dán vào thư hoặc tin nhắn để nhắc.
late-copy_by_hand = Trình duyệt không cho sao chép: hãy chọn và chép danh sách dưới đây.
late-csv = Tải CSV
late-xlsx = Tải Excel
late-about_count = Đếm thế nào?
late-loading = Đang tải…
late-unreached = Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.
late-failed = Máy chủ báo lỗi. Hãy thử lại.
