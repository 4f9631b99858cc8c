## callbacks/analysis/source.py

source-title = { $indicator } – { $area }, { $period }
source-demo = { $demo }: do chương trình tạo ra, không ai nộp số này
source-demo_partly = { $demo }: { $some }/{ $all } số thành phần do chương trình tạo ra
source-preliminary = Sơ bộ: có số chưa được xác nhận
source-verification = Xác nhận
source-waits = chưa xác nhận: số sơ bộ
source-verified = đã xác nhận { $at }
source-verified_by = { $by }, { $at }
source-ratio = { $numerator } ÷ { $denominator } = { $value }
source-ratio_times = { $numerator } ÷ { $denominator } × { $factor } = { $value }
source-no_parts = Số được báo cáo trực tiếp, không kèm tử số và mẫu số.
source-whose = Tính từ báo cáo của
source-added_up = Tử số và mẫu số của các đơn vị đã báo cáo được cộng lại, rồi mới chia.
source-added_up_counts = Số của các đơn vị đã báo cáo được cộng lại.
source-missing = Còn thiếu
source-missing_count = { $some }/{ $all } { $areas } chưa đủ số: { $names }
source-missing_list = Danh sách còn thiếu
source-conversion = Quy đổi
source-from_areas = Từ { $count } đơn vị: { $names }
source-lacking = Thiếu số của: { $names }
source-own = Lần nộp của số này
source-behind = Các lần nộp đằng sau số này
source-behind_count = { $submissions } lần nộp, { $reports } số. Mới nhất ({ $newest }):
source-earlier = Số khác của cùng ô này
source-withdrawn = Đã thu hồi { $at }
source-beside = Đơn vị tự báo cáo; không dùng vì các đơn vị bên dưới đã đủ số
source-waiting = Chờ xác nhận: chưa được tính
source-replaced = Đã được thay bằng lần nộp sau
source-submission = Lần nộp số { $number } · { $kind }
source-kind_file = tệp
source-kind_sheet = bảng số liệu
source-kind_form = nhập trên trang
source-typed = đã gõ trên trang nhập số liệu
source-unchanged = đánh dấu “Không đổi so với kỳ trước”
source-kind_api = máy gửi
source-area = Địa bàn
source-number = Số đã nộp
source-numbers = Số đơn vị
source-example = Trong đó có
source-one_of = { $area }: { $number }
source-form = Biểu
source-file = Tệp
source-sender = Người nộp
source-received = Nhận lúc
source-download = Tải tệp gốc

## assets/src/analysis/source.js, layouts/analysis/page.py

source-open = Số này từ đâu?
source-close = Đóng
source-loading = Đang tìm nguồn của số…
