## data/walls/walls.py

walls-scene-shipped = cảnh đi kèm chương trình không sửa được
    .fix = tạo bản sao rồi sửa bản sao
walls-scene-shipped-stays = cảnh đi kèm chương trình không xoá được
    .fix = bỏ cảnh khỏi danh sách phát

## data/walls/checks.py

walls-indicator-twice = chỉ số bị lặp
    .fix = mỗi thẻ một chỉ số
walls-no-time = không phải giờ trong ngày
    .fix = viết như 07:30
walls-seconds = không phải số giây từ { $least } đến { $most }
    .fix = ghi số nguyên, ví dụ 30
walls-play = không có cách chạy này
    .fix = dùng { $plays }, hoặc để trống
walls-play-villages = bản đồ của cảnh không đếm từng thôn
    .fix = chọn chỉ số bản đồ do thôn báo cáo có hoặc không: { $indicators }
walls-days = ngày trong tuần không dùng được
    .fix = chọn từ thứ hai (1) đến chủ nhật (7)
walls-playlist-length = danh sách phát chưa có cảnh, hoặc quá dài
    .fix = chọn 1 đến { $most } cảnh
walls-playlist-unknown = không có danh sách phát này
    .fix = chọn danh sách khác
walls-scene-elsewhere = màn hình không có cảnh này
    .fix = chọn cảnh trong danh sách phát của màn hình
walls-cards = có { $count } thẻ
    .fix = chọn từ 1 đến { $most } chỉ số
walls-code = mã không dùng được
    .fix = viết chữ thường không dấu, số và gạch nối, tối đa 32 ký tự, ví dụ phong-hop-a
walls-hour-missing = thiếu một đầu của khoảng giờ
    .fix = ghi cả hai, hoặc bỏ cả hai
walls-scene-unknown = không có cảnh này
    .fix = chọn cảnh khác
walls-measure = phải từ { $least } đến { $most } { $unit }
    .fix = đo lại
walls-no-areas = kho chưa có địa bàn nào
    .fix = chạy: python app.py prepare
walls-area-unknown = không có địa bàn này trong kỳ địa giới { $vintage }
    .fix = chọn địa bàn khác
walls-indicator-missing = chưa chọn chỉ số
    .fix = chọn một chỉ số
walls-name-missing = chưa có tên
    .fix = ghi tên
walls-hours-empty = khoảng giờ trống
    .fix = ghi hai giờ khác nhau
walls-scene-twice = cảnh bị lặp
    .fix = giữ lại một lần
walls-indicator-unknown = không có chỉ số này
    .fix = chọn trong danh mục
walls-name-long = tên quá dài
    .fix = viết trong 80 ký tự
walls-map-empty = không xã nào báo cáo chỉ số này, bản đồ sẽ trống
    .fix = chọn chỉ số có số liệu đến cấp xã hoặc thôn

## data/walls/walls.py

walls-no-scene = Không có cảnh “{ $code }”.
walls-no-playlist = Không có danh sách phát “{ $code }”.
walls-no-wall = Không có màn hình “{ $code }”. Các màn hình: { $known }.
walls-scene-used = cảnh đang được dùng trong danh sách phát { $names }
    .fix = sửa danh sách phát trước
walls-playlist-used = danh sách phát đang được dùng trong màn hình { $names }
    .fix = sửa màn hình trước
walls-playlist-stays = danh sách phát mặc định luôn được giữ lại
    .fix = đổi nội dung thay vì xoá
walls-stays = màn hình mặc định luôn được giữ lại
    .fix = đổi nội dung thay vì xoá
walls-token-name = Màn hình { $name }

## data/walls/checks.py

walls-value = giá trị không dùng được
    .fix = chọn một trong: { $allowed }
walls-action-unknown = không có lệnh này
    .fix = dùng một trong: { $actions }
walls-choose-vintage = chọn kỳ địa giới đã nạp

## data/load/catalogue/scenes.py

walls-default-playlist = Mặc định
walls-default-wall = Màn hình chính
