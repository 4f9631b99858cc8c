## layouts/admin/account.py

own-login = Tên đăng nhập
own-role = Vai trò
own-unit = Đơn vị
own-area = Địa bàn
own-every_area = Mọi địa bàn
own-password = Đổi mật khẩu
own-must_change = Mật khẩu bạn vừa dùng chỉ để đăng nhập lần này. Hãy đặt mật khẩu của riêng bạn để tiếp tục.
own-about = Sau khi đổi, tài khoản này bị đăng xuất ở mọi nơi khác.
own-present = Mật khẩu đang dùng
own-new = Mật khẩu mới
own-rule = Từ 12 ký tự, không phải tên của bạn. Một câu dễ nhớ là tốt nhất, có dấu cách và dấu tiếng Việt cũng được.
own-again = Gõ lại mật khẩu mới
own-save = Đặt mật khẩu
own-saving = Đang lưu…
own-saved = Đã đổi mật khẩu.
own-unlike = Hai lần gõ không giống nhau.
own-empty = Hãy điền ô này.
own-unreached = Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.
own-sign_out = Đăng xuất
own-everywhere = Đăng xuất ở mọi nơi
own-everywhere_about = Kết thúc mọi phiên đăng nhập của tài khoản này, trên mọi máy và trình duyệt.
