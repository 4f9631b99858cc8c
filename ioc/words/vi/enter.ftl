## layouts/admin/sign_in.py

enter-title = Đăng nhập
enter-admin = Trang này dành cho người quản trị.
enter-remote = Trang này dành cho người điều khiển màn hình lớn.
enter-any = Xem số liệu không cần đăng nhập.
enter-report = Trang này dành cho người nộp số liệu: hãy đăng nhập bằng tài khoản của bạn.
enter-view = Hãy đăng nhập để xem số liệu.
enter-not_enough = Bạn đang đăng nhập là “{ $name }”, chưa đủ quyền mở trang này.
enter-by_account = Bằng tài khoản
enter-login = Tên đăng nhập
enter-password = Mật khẩu
enter-empty_account = Hãy điền tên đăng nhập và mật khẩu.
enter-by_token = Bằng khoá truy cập
enter-secret = Khoá truy cập
enter-hint = Bắt đầu bằng ioc_, được trao một lần khi tạo.
enter-enter = Đăng nhập
enter-entering = Đang kiểm tra…
enter-empty = Hãy dán khoá truy cập vào ô này.
enter-unreached = Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.
enter-none = Chưa có tài khoản hoặc khoá?
enter-ask = Xin người quản trị, hoặc tạo trên máy chủ:
enter-example = Nguyễn Văn An
