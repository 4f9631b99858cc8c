## layouts/frame/not_found.py

lost-title = Không có trang này
lost-text = Địa chỉ có thể đã gõ nhầm hoặc đã cũ. Bấm phím / để tìm địa bàn hoặc chỉ số.
lost-home = Về trang tỉnh nhà
lost-wall = Mở màn hình lớn
