## data/load/withdrawals.py

submission-field-by = người rút
submission-field-reason = lý do
submission-say = Hãy nêu { $name }: kho giữ lại ai rút và vì sao.
submission-shorten = Hãy viết { $name } trong { $most } ký tự.
submission-reason-missing = chưa có lý do, hoặc lý do quá dài
    .fix = ghi vì sao rút, trong { $most } ký tự
submission-illustrative = Lần nộp số { $number } là số liệu minh hoạ, không phải số liệu của đơn vị nào. Xoá số liệu minh hoạ: python app.py demo remove.
submission-withdrawn = Lần nộp số { $number } đã được rút trước đó{ $when }{ $who }.
submission-withdrawn-at = { " " }lúc { $time }
submission-withdrawn-by = , { $by } rút: { $reason }
submission-changed = Số liệu vừa thay đổi: lần nộp số { $number } không còn đúng như vừa xem. Hãy xem lại rồi rút.

## data/queries/hand_ins.py

submission-unknown = Không có lần nộp số { $number }. Xem trang Quản trị, mục Lần nộp số liệu, hoặc python app.py submissions.

## api/v1/submissions.py

submission-busy = Kho dữ liệu đang bận hoặc không ghi được; chưa rút gì.

## api/v1/submission_models.py

submission-example-reason = Gửi nhầm tháng
