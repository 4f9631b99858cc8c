## api/admin/trail_words.py

trail-act-sign-in = đăng nhập
trail-act-sign-out = đăng xuất
trail-act-refusal = từ chối
trail-act-token-created = tạo khoá
trail-act-token-revoked = thu hồi khoá
trail-act-account-created = tạo tài khoản
trail-act-account-changed = đổi tài khoản
trail-act-setting = đổi thiết lập
trail-act-submission = nộp bảng số liệu
trail-act-verification = xác nhận số liệu
trail-act-removal = xoá hoặc rút
trail-act-order = lệnh cho màn hình
trail-act-message = gửi thông báo
trail-act-acknowledgement = xem cảnh báo
trail-act-boundaries = nạp hoặc hoàn tác ranh giới
trail-broken = Nhật ký đã bị sửa: { $count }/{ $all } dòng không khớp với chính nó hoặc dòng trước, trước hết là dòng { $number }
    .fix = so với bản sao lưu gần nhất; giữ nguyên kho để xem xét
trail-cut = Nhật ký không có dòng mang mã { $mark }: đã bị cắt bớt, hoặc mã ghi chưa đúng.
    .fix = so với bản sao lưu gần nhất; giữ nguyên kho để xem xét
trail-whole = Nhật ký nguyên vẹn: { $count } dòng. Mã của dòng cuối: { $head }

## api/admin/records.py

trail-no-day = không phải là ngày
    .fix = ghi ví dụ 29/11/2026

## api/admin/admin.py

trail-token-terms = { $name } (số { $number }, quyền { $scope }, { $bounds })
trail-token = { $name } (số { $number })
trail-thing-scene = cảnh { $code }
trail-thing-playlist = danh sách phát { $code }
trail-thing-wall = màn hình { $code }
trail-thing-token = khoá { $code }

## api/admin/remote.py

trail-order = màn hình { $wall }: { $action } { $argument }

## api/doors/refusals.py

trail-again = ; { $count } lần nữa từ lần ghi trước
trail-flood = quá nhiều lần từ chối trong ngày: { $count } lần từ lần ghi trước, từ mọi địa chỉ

## api/doors/session.py

trail-scope = quyền { $scope }

## api/v1/alerts.py

trail-alert = cảnh báo { $number }
trail-message = thông báo { $number }: { $title }

## data/load/withdrawals.py

trail-withdrawal = lần nộp số { $number } ({ $name }): { $reason }

## api/doors/account_session.py

trail-password = { $name }: tự đặt mật khẩu mới
trail-everywhere = ở mọi nơi

## data/hand_in/store_sheet.py

trail-submission = lần nộp số { $number }: { $name }, biểu { $form }, { $period }, { $count } số, SHA-256 { $sha256 }…

## data/verification

trail-hand-in = lần nộp số { $number }, biểu { $form }, { $period }
trail-form-lock = khoá sổ biểu { $form }, { $period }: { $count } lần nộp
trail-permit = cho { $login } sửa biểu { $form }, { $period } sau khi khoá sổ: { $reason }
