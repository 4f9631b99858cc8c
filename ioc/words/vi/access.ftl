## data/access/token_bounds.py

access-area-unknown = không có địa bàn này
    .fix = xem mã và kỳ địa giới ở trang Địa bàn
access-indicator-unknown = không có chỉ số này
    .fix = ghi mã chỉ số theo danh mục, ví dụ HT01
access-too-many = nhiều hơn { $most } địa bàn và chỉ số
    .fix = chọn địa bàn cấp trên
access-area-vintage = địa bàn phải ghi cùng kỳ địa giới
    .fix = ghi ví dụ 2025-07-01/40
access-sending-unknown = không có loại này
    .fix = chọn observations (số liệu), alerts (thông báo)
access-sending = khoá này không được gửi { $sending }
    .fix = khoá này chỉ được gửi: { $may }

## data/load/machines/group_commit.py

access-row-out = có dòng ngoài phạm vi của khoá
    .fix = ghi đúng mã
access-sending-observations = số liệu
access-sending-alerts = thông báo
access-indicator-out = chỉ số ngoài phạm vi của khoá
access-area-out = địa bàn ngoài phạm vi của khoá
access-area-out-or-missing = địa bàn ngoài phạm vi của khoá, hoặc chưa nêu
access-indicator-out-or-missing = chỉ số ngoài phạm vi của khoá, hoặc chưa nêu
access-may-send = khoá này được gửi: { $parts }
access-areas = địa bàn { $keys } và cấp dưới
access-indicators = chỉ số { $codes }
access-every-area = mọi địa bàn
access-every-indicator = mọi chỉ số
access-unbounded = không giới hạn
access-bounds-command = Chỉ khoá quyền write có phạm vi (--area, --indicator, --for).

## data/access/tokens.py

access-token-gone = Khoá truy cập không còn hiệu lực; chưa ghi gì.
access-name-missing = Khoá truy cập cần có tên, ví dụ --name “Sở Khoa học và Công nghệ”.
access-days-out = Số ngày hiệu lực phải từ 1 đến 3650, không phải { $days }.
access-token-unknown-list = Không có khoá truy cập số { $number }. Xem: python app.py token list.

## api/admin/admin.py

access-token-unknown = Không có khoá truy cập số { $number }.
access-token-name-missing = chưa có tên
    .fix = ghi tên
access-token-name-long = tên quá dài
    .fix = viết trong 80 ký tự
access-scope-missing = chưa chọn quyền
    .fix = chọn một quyền; khoá của màn hình tạo ở mục Màn hình
access-bounds-elsewhere = chỉ khoá gửi số liệu có phạm vi
    .fix = bỏ phạm vi, hoặc đổi quyền
access-last-admin = không còn ai khác quản trị được, và bạn đang dùng khoá này
    .fix = trao quyền quản trị cho người khác trước, hoặc xác nhận thu hồi
access-days = không phải số ngày từ 1 đến 3650
    .fix = ghi số ngày, hoặc để trống

## api/doors/session.py

access-token-wrong = Khoá không đúng, đã hết hạn hoặc đã thu hồi. Hãy chép lại cả khoá, hoặc tạo khoá mới: python app.py token create --scope admin --name "Tên người dùng".
access-foreign = Yêu cầu không đến từ trang của hệ thống này nên bị từ chối.
access-too-often = Đã thử sai quá nhiều lần từ địa chỉ này. Hãy đợi { $seconds } giây rồi thử lại.
access-sign-in = Cần đăng nhập bằng khoá truy cập còn hiệu lực: mở /dang-nhap.
access-scope = Khoá “{ $name }” có quyền { $scope }; việc này cần quyền { $wanted }.
access-role = “{ $name }” là { $role }; việc này không thuộc vai trò đó.
access-must-change = Hãy đặt mật khẩu của riêng bạn trước: mở /tai-khoan.
access-account-only = Việc này chỉ dành cho người đăng nhập bằng tài khoản.
access-token-of-machine = Khoá này có quyền write, dành cho máy gửi số liệu, không đăng nhập được. Hãy dùng khoá quyền admin hoặc remote.
access-token-of-wall = Khoá này của một màn hình lớn: mở /wall?khoa=… trên máy của màn hình đó. Để đăng nhập, hãy dùng khoá quyền admin hoặc remote.

## api/gate/proxies.py

access-proxy-unknown = IOC_PROXIES: “{ $text }” không phải là địa chỉ hay mạng IP. Ghi ví dụ 127.0.0.1 hoặc 10.0.0.0/8, cách nhau bằng dấu phẩy.

## callbacks/admin/access.py

access-signed-out = Phiên đăng nhập đã hết hoặc không đủ quyền. Hãy mở /dang-nhap.

## api/doors/account_session.py

access-password-wrong = Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên, hãy nhờ người quản trị đặt lại mật khẩu.
access-password-too-often = Sai mật khẩu nhiều lần. Hãy đợi { $seconds } giây rồi thử lại.
