## layouts/admin/page.py

administration-title = Quản trị
administration-sections = Mục quản trị
administration-canh = Cảnh
administration-danh-sach = Danh sách phát
administration-man-hinh = Màn hình
administration-canh-bao = Cảnh báo
administration-chu-tri = Chủ trì
administration-bieu = Biểu
administration-tai-khoan = Tài khoản
administration-khoa = Khoá truy cập
administration-lan-nop = Lần nộp số liệu
administration-nhat-ky = Nhật ký
administration-remote = Điều khiển từ xa
administration-sign_out = Đăng xuất
administration-signed_in = Đăng nhập bằng khoá
administration-version = Phiên bản { $number }
