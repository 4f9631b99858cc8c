## ioc/area.py

area-vintage-unknown = Không có kỳ địa giới “{ $text }”. Hãy dùng một trong: { $known }, hoặc một ngày YYYY-MM-DD.
area-none-yet = chưa có

## data/queries/areas.py

area-unknown = Không có địa bàn mã “{ $code }” trong kỳ địa giới “{ $vintage }”.
area-too-many-parents = Không có địa bàn “{ $code }”: hãy ghi tối đa { $most } mã.

## layouts/area/words.py

area-breadcrumb = Đường dẫn địa bàn
area-vintages = Địa giới
area-view_there = Xem theo địa giới { $vintage }: { $name }
area-several = { $count } đơn vị { $side } ↓
area-earlier = tiền thân
area-later = kế thừa
area-demo_area = Địa bàn minh hoạ
area-balance = Tổng hợp theo chỉ tiêu
area-explorer = Bản đồ và diễn biến
area-map = Bản đồ
area-level = Cấp hiển thị
area-former = Huyện cũ
area-former_all = Tất cả huyện cũ
area-period = Kỳ số liệu
area-before = Kỳ trước
area-after = Kỳ sau
area-analysis = Mở trong Phân tích
area-definition = Định nghĩa và nguồn
area-children = Danh sách địa bàn
area-filter = Lọc theo tên
area-order = Sắp xếp
area-order_worst = Cần chú ý trước
area-order_best = Tốt nhất trước
area-order_name = Theo tên
area-trend = Diễn biến
area-lacking = thiếu số liệu của { $names }
area-ended = sau { $day } chưa quy đổi được về địa bàn này: chưa biết tỷ lệ chia
area-more = và { $count } đơn vị nữa
area-incomparable = không so sánh được qua sáp nhập: số liệu riêng của { $places }
area-incomparable_group = Không so sánh được qua sáp nhập, số liệu có ở { $places }
area-groups = Nhóm chỉ số
area-other_cards = Xem { $count } chỉ số khác của nhóm
area-missing = Chưa có số liệu
area-above = { $count } chỉ số chỉ có ở cấp trên, xem tại
area-lineage = Tiền thân và kế thừa
area-unchanged = Không có quan hệ nào với kỳ địa giới khác.
area-shared_communes = { $count } xã
area-partly = gồm { $count } xã tính một phần
area-former_title = Các huyện cũ
area-former_text = Cấp huyện kết thúc ngày 30/06/2025. Chọn một huyện cũ để lọc bản đồ, hoặc mở trang của huyện theo địa giới trước đó.
area-former_filter = Lọc bản đồ
area-former_open = Mở trang
area-published = Số liệu đã công bố
area-published_text = Trích nguyên văn từ nguồn, giữ riêng và không cộng vào số liệu của kho.
area-indicator = Nội dung
area-value = Công bố
area-at = Kỳ
area-source = Nguồn
area-computed = Số trong kho
area-published_file = Tải tệp CSV
area-published_agrees = khớp
area-published_differs = khác số công bố
area-published_demo = số liệu minh hoạ, không so
area-published_approximate = nguồn nêu số áng chừng, không so
area-others_published = nguồn khác nêu { $values }
area-goal = mục tiêu
area-not_found = Không có địa bàn này
area-not_found_text = Mã “{ $code }” không có trong kỳ địa giới “{ $vintage }”.
area-elsewhere = Mã này có ở
area-search_hint = Bấm phím / rồi gõ tên địa bàn, có dấu hoặc không dấu, tên hiện nay hoặc tên cũ.
area-home = Về trang tỉnh nhà
area-country = Xem cả nước
area-open = Mở trang
area-nobody = Không có địa bàn nào khớp.

## layouts/area/words.py: sentences

area-inside-former = { $areas } trên địa bàn { $name } cũ
area-inside = { $areas } của { $name }
area-note-no-villages = Chưa nạp danh mục thôn của địa bàn này; bản đồ cho thấy { $name } giữa các địa bàn cùng cấp.
area-note-lowest = Chỉ số này chỉ có đến cấp { $level }; bản đồ cho thấy { $name } giữa các địa bàn cùng cấp.
area-fallback = { $name } có số { $period }.
area-report = Xuất báo cáo (PDF)
area-code = Mã { $code }

## layouts/area/words.py: definition

area-definition-numerator = Tử số
area-definition-denominator = Mẫu số
area-definition-direction = Chiều tốt
area-definition-rule = Cách tổng hợp
area-definition-reported = Kỳ và cấp báo cáo
area-definition-source = Nguồn số liệu
area-definition-owner = Đơn vị chủ trì
area-definition-trap = Lưu ý
area-space-ratio_of_sums = tổng tử số chia tổng mẫu số của các đơn vị đã báo cáo
area-space-sum = cộng các đơn vị đã báo cáo
area-space-median_of_samples = trung vị của các mẫu đo, không lấy trung vị của trung vị
area-space-not_additive = không cộng được từ cấp dưới, dùng số báo cáo trực tiếp
area-time-last_value = lấy kỳ cuối
area-time-sum = cộng theo thời gian
area-time-ratio_of_sums = tổng chia tổng theo thời gian
area-time-median_of_samples = trung vị của các mẫu đo
area-often-day = hằng ngày
area-often-month = hằng tháng
area-often-quarter = hằng quý
area-often-half = nửa năm
area-often-year = hằng năm
area-higher = cao hơn
area-lower = thấp hơn
area-reported-down-to = { $often }, đến cấp { $level }
