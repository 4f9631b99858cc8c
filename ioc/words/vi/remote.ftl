## layouts/admin/remote.py

remote-title = Điều khiển màn hình
remote-wall = Màn hình
remote-previous = Cảnh trước
remote-next = Cảnh sau
remote-hold = Giữ lại
remote-go_on = Chạy tiếp
remote-scenes = Các cảnh
remote-numbers = Mở số của màn hình trong Phân tích
remote-go_to = Đưa màn hình tới địa bàn
remote-find_area = Gõ tên tỉnh, xã, phường
remote-no_area = Không có địa bàn nào khớp.
remote-own_area = Về địa bàn của màn hình
remote-sending = Đang gửi…
remote-sent = Đã gửi: { $what }
remote-last = Lệnh gần nhất: { $what } · { $by } · { $time }
remote-no_order = Chưa có lệnh nào từ lúc mở trang.
remote-to_scene = cảnh { $name }
remote-to_area = tới { $name }
remote-unreached = Không tới được máy chủ, lệnh chưa gửi.
remote-failed = Máy chủ gặp lỗi, lệnh chưa gửi.
remote-loading = Đang tải…
remote-no_walls = Chưa có màn hình nào.
remote-signed_in = Đăng nhập bằng khoá
remote-sign_out = Đăng xuất
remote-home = Trang chính
remote-language = English
