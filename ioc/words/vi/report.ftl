## layouts/report/pdf.py

report-office = Trung tâm điều hành thông minh
report-day = Báo cáo ngày { $day }
report-findings = Nhận định
report-owner = Đơn vị chủ trì
report-map = Bản đồ
report-series = Diễn biến
report-worst = Nơi cần chú ý nhất
report-area = Địa bàn
report-indicator = Chỉ số
report-value = Giá trị
report-target = Chỉ tiêu
report-verdict = Trạng thái
report-change = Kỳ số liệu
report-table = Các địa bàn
report-sources = Nguồn
report-page = Trang { $page }

## callbacks/report/read.py

report-made = Lập tự động từ kho số liệu của Trung tâm điều hành thông minh.
report-no_shape = Không có trên bản đồ: { $count } { $areas } chưa có ranh giới.
report-no_place = Không có trên bản đồ: { $count } { $areas } chưa có vị trí.
report-break_mark = đổi cách đo
report-break = Đổi cách đo: { $reason }.
report-map_credit = Bản đồ: { $credit }
