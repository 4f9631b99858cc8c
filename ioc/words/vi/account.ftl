## data/access/accounts.py

account-role-viewer = Người xem
account-role-reporter = Người báo cáo
account-role-verifier = Người xác nhận
account-role-analyst = Chuyên viên phân tích
account-role-administrator = Quản trị viên
account-login-wrong = tên đăng nhập không hợp lệ
    .fix = dùng 2 đến 64 chữ thường không dấu, chữ số, dấu chấm, gạch, @
account-login-exists = đã có tài khoản với tên đăng nhập này
    .fix = chọn tên khác
account-name-missing = chưa có họ tên
    .fix = ghi họ tên của người dùng
account-text-long = dài quá { $most } ký tự
    .fix = viết ngắn hơn
account-role-missing = chưa chọn vai trò
    .fix = chọn một vai trò
account-choose-area = chọn địa bàn trong danh sách, hoặc để trống
account-last-administrator = đây là người quản trị cuối cùng
    .fix = trao quyền quản trị cho người khác trước; người đó phải đăng nhập và đặt mật khẩu
account-reset-own = đây là tài khoản bạn đang dùng
    .fix = đổi mật khẩu ở trang tài khoản của bạn, hoặc nhờ quản trị viên khác đặt lại
account-unknown = Không có tài khoản này.

## data/access/passwords.py

account-password-short = mật khẩu ngắn hơn { $least } ký tự
    .fix = dùng một câu dễ nhớ, có thể có dấu cách và dấu tiếng Việt
account-password-long = mật khẩu dài hơn { $most } ký tự
    .fix = viết ngắn hơn
account-password-name = mật khẩu chỉ là tên của bạn
    .fix = dùng một câu khác
account-busy = Máy chủ đang kiểm tra nhiều mật khẩu. Hãy thử lại sau vài giây.

## api/doors/account_session.py

account-password-wrong = mật khẩu đang dùng không đúng
    .fix = gõ lại; nếu quên, nhờ người quản trị đặt lại
account-password-same = đây là mật khẩu cũ
    .fix = chọn mật khẩu khác
