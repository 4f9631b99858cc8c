## layouts/hand_in/verification.py

verify-title = Xác nhận số liệu
verify-back = Nộp số liệu
verify-every_area = Mọi địa bàn
verify-not_yours = Bạn đăng nhập là { $name } ({ $role }). Trang này dành cho người xác nhận và người quản trị; hãy hỏi người quản trị nếu bạn phải xác nhận số liệu.

## assets/src/handin

verify-loading = Đang tải…
verify-unreached = Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.
verify-failed = Máy chủ báo lỗi. Hãy thử lại.
verify-sending = Đang gửi…
verify-none = Chưa có lần nộp nào thuộc biểu và địa bàn của tài khoản này.
verify-rows_none = Không có lần nộp nào trên địa bàn của tài khoản này.
verify-term = Biểu và kỳ
verify-ticked = Đạt
verify-from = Nơi nộp
verify-numbers = Số
verify-warnings = Cần xem
verify-state = Tình trạng
verify-tick_all = Chọn tất cả đạt ({ $count })
verify-verify = Xác nhận ({ $count })
verify-tick_one = Đạt: { $name }, lần nộp { $number }
verify-none_ticked = Chưa chọn lần nộp nào.
verify-done = Đã xác nhận { $count } lần nộp.
verify-key_move = chọn dòng
verify-key_tick = đạt
verify-key_all = tất cả đạt
verify-key_verify = xác nhận
verify-key_return = trả lại
verify-detail = Lần nộp đang xem
verify-sent = Lần nộp { $number }, { $sender }, { $at }
verify-indicator = Chỉ số
verify-now = Kỳ này
verify-more = còn { $count } số nữa: xem từng ô
verify-return = Trả lại
verify-return_title = Trả lại { $name }, lần nộp { $number }
verify-return_about = Số của lần nộp này thôi được tính. Người nộp đọc được lý do và nộp lại.
verify-return_send = Trả lại
verify-returned = Đã trả lại: { $name }.
verify-not_returnable = Lần nộp này không trả lại được nữa.
verify-reason = Lý do
verify-cancel = Thôi
verify-lock = Khoá sổ kỳ này
verify-lock_again = Khoá cả lần xác nhận sau
verify-lock_ask = Khoá sổ kỳ này? Sau đó chỉ nộp được khi người quản trị cho phép.
verify-lock_done = Đã khoá sổ.
verify-allow = Cho phép sửa
verify-allow_title = Cho phép sửa sau khi khoá sổ
verify-allow_about = Tài khoản này được nộp lại một lần. Tên bạn và lý do được ghi vào lần nộp ấy.
verify-allow_send = Cho phép
verify-allowed = { $login } được nộp lại một lần.
verify-login = Tên đăng nhập
