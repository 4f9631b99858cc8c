## data/alerts/message.py

message-field-unknown = không có trường này
    .fix = dùng { $fields }
message-long = dài { $count } ký tự, quá { $most }
    .fix = rút ngắn để đọc được trên màn hình lớn
message-title-missing = thiếu tiêu đề tiếng Việt
    .fix = ghi từ 1 đến { $most } ký tự
message-grade-unknown = không có mức này
    .fix = dùng { $grades }
message-no-text = không phải là văn bản
    .fix = gửi một chuỗi ký tự
message-wall-unknown = không có màn hình này
    .fix = các màn hình: { $known }; bỏ trống: mọi màn hình
message-indicator-unknown = chỉ tiêu không có trong danh mục
    .fix = xem /api/v1/indicators
message-vintage-missing = phải nêu kỳ địa giới của mã địa bàn: mã đã được dùng lại
    .fix = dùng { $codes }
message-vintage-unknown = không có kỳ địa giới này
    .fix = dùng { $codes }
message-area-unknown = mã địa bàn không có trong kỳ địa giới { $vintage }
    .fix = xem /api/v1/areas
message-no-time = không phải thời điểm có múi giờ
    .fix = ghi ví dụ 2026-11-22T17:00:00+07:00
message-time-out = đã qua, hoặc quá xa
    .fix = chọn thời điểm trong { $days } ngày tới

## api/v1/alerts.py

message-refused = Thông báo bị từ chối, chưa gửi gì.
message-out-of-bounds = Khoá truy cập này không được gửi thông báo đó; chưa gửi gì.
message-busy = Kho dữ liệu đang bận hoặc không ghi được; chưa gửi gì.

## api/v1/alert_models.py

message-example-title = Họp giao ban lúc 14:00

## api/admin/messages.py

message-no-day = không phải ngày, giờ
    .fix = ghi ngày như 22/11/2026, giờ như 17:00
message-no-key = biểu mẫu thiếu mã gửi
    .fix = tải lại trang rồi gửi lại
