## assets/src/core/format.js

format-unit = Đơn vị
format-target = Chỉ tiêu
format-reported = đã báo cáo
format-reportedAlone = Đã báo cáo
format-tooFew = … Chưa đủ số liệu để xếp loại
format-below = dưới
format-notReported = Chưa báo cáo
format-incomplete = Chưa đủ báo cáo
format-movedSpot = Vị trí vẽ trong xã; toạ độ đã báo nằm ngoài ranh giới này
format-inkLow = Màu nổi nhất: số thấp nhất
format-inkHigh = Màu nổi nhất: số cao nhất
format-since = từ { $period }
format-sinceAtLeast = ít nhất từ { $period }
format-noShape = Chưa có ranh giới
format-notCompared = Không so được
format-loading = Đang tải bản đồ…
format-loadingData = Đang tải số liệu…
format-empty = Chưa có số liệu cho kỳ này
format-emptyHint = Hãy chọn kỳ khác hoặc chờ đơn vị báo cáo.
format-never = Chưa đơn vị nào báo cáo
format-neverHint = Bản đồ tự cập nhật khi có số liệu.
format-noAreas = Chưa có địa bàn ở cấp này
format-noAreasHint = Hãy nạp danh sách địa bàn (thôn, bản…) rồi tải lại trang.
format-noLand = Chưa có ranh giới để vẽ bản đồ
format-noLandHint = Hãy nạp ranh giới cho cấp này rồi tải lại trang.
format-failed = Không tải được bản đồ
format-failedData = Chưa tải được số liệu
format-stillShown = Đang hiển thị kỳ
format-offline = Mất kết nối tới máy chủ.
format-server = Máy chủ trả lời lỗi
format-retry = Thử lại
format-zoomIn = Phóng to
format-zoomOut = Thu nhỏ
format-reset = Về toàn cảnh
format-legend = Chú giải
format-map = Bản đồ
format-keys = Dùng phím mũi tên để chuyển giữa các địa bàn, Enter để chọn, Enter lần nữa để xem cấp dưới, phím + và − để phóng to, thu nhỏ, 0 để về toàn cảnh.
format-hoangSa =
    Quần đảo
    Hoàng Sa
format-truongSa =
    Quần đảo
    Trường Sa
format-source = Nguồn
format-period = Kỳ số liệu
format-provisional = tạm tính { $amount } nếu nơi chưa báo cáo giữ số gần nhất
