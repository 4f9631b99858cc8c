## ioc/settings.py

setting-var = Thư mục cho mọi thứ chương trình tạo ra
setting-database-url = SQLAlchemy URL; trống: SQLite tại <IOC_VAR>/ioc.sqlite
setting-host = Địa chỉ lắng nghe
setting-port = Cổng lắng nghe
setting-workers = Số tiến trình phục vụ
setting-province = Mã tỉnh nhà (kỳ địa giới hiện hành)
setting-language = Ngôn ngữ mặc định
setting-demo = Nạp số liệu minh hoạ khi chuẩn bị kho lần đầu
setting-poll-seconds = Khoảng giữa hai lần xem kho SQLite có gì mới không
setting-lists-at-once = Số danh sách cho chương trình khác mà mỗi tiến trình làm cùng lúc
setting-waiting = Số tệp xuất hoặc danh sách mà một địa chỉ được chờ trong mỗi tiến trình
setting-alert-seconds = Số giây mỗi cảnh báo hiện ra trên màn hình lớn
setting-office = Tên cơ quan trên màn hình lớn, báo cáo và bản in; trống: không ghi
setting-office-en = Tên tiếng Anh của cơ quan; trống: dùng tên tiếng Việt
setting-emblem = Tệp biểu trưng của cơ quan (PNG hoặc SVG); trống: không có
setting-view = Ai được xem: everybody (mọi người) hoặc signed-in (chỉ người đã đăng nhập, máy và màn hình có khoá)
setting-counts = số nộp theo biểu được tính từ lúc nào: handed-in (nộp là tính, ghi sơ bộ) hoặc verified (xác nhận rồi mới tính)
setting-show-persons = Ghi tên và điện thoại người phụ trách trên các trang ai cũng xem được; mặc định chỉ ghi đơn vị
setting-proxies = Proxy đứng trước được tin khi chuyển tiếp địa chỉ, giao thức và tên miền
setting-hosts = Tên miền mà máy chủ phục vụ; trống: mọi tên
setting-hsts = Số giây trình duyệt chỉ dùng HTTPS; 0: không đặt
setting-session-idle = Phiên đăng nhập kết thúc sau số phút không dùng
setting-session-hours = Phiên đăng nhập dài nhất bao nhiêu giờ
setting-session-key = Khoá niêm phong phiên khi kho không ghi được; trống: tự tạo khi khởi động
setting-access-log = Ghi một dòng cho mỗi lần truy cập
setting-log-folder = Thư mục nhật ký; trống: ghi ra màn hình (stderr)
setting-log-megabytes = Tệp nhật ký dài nhất bao nhiêu MB
setting-log-files = Giữ bao nhiêu tệp nhật ký cũ
setting-today = Ngày mà chương trình coi là hôm nay, để thử nghiệm và trình diễn; để trống: hôm nay
setting-refused =
    Không khởi động được, vì biến môi trường đặt sai:
    { $faults }
setting-fault = { $name } = “{ $value }” ({ $meaning }): cần { $takes }.
setting-one-of = một trong các giá trị: { $values }
setting-day = một ngày dạng 2026-11-30
setting-yes-no = 1 (có) hoặc 0 (không)
setting-between = một số từ { $least } đến { $most }
setting-other = giá trị như docs/configuration.md nêu
