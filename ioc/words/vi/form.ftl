## data/forms/fields.py

form-key-missing = thiếu mục này
    .fix = ghi thêm mục ấy cho biểu
form-key-unknown = biểu không có mục tên này
    .fix = bỏ đi, hoặc dùng một trong: { $known }
form-no-text = không phải chữ
    .fix = ghi trong dấu ngoặc kép, ví dụ "Sở Y tế"
form-no-number = không phải số nguyên
    .fix = ghi số ngày, ví dụ 10
form-no-numbers = không phải danh sách số nguyên
    .fix = ghi các số ngày cách nhau bằng dấu phẩy, ví dụ -3, 0, 3 (trong tệp: [-3, 0, 3])
form-no-choice = không phải true hoặc false
    .fix = ghi true nếu biểu đang dùng, false nếu không
form-none-of = giá trị không dùng được
    .fix = dùng một trong: { $allowed }
form-no-areas = không phải danh sách địa bàn
    .fix = ghi kỳ địa giới và mã trong ngoặc vuông, ví dụ ["2025-07-01/40"]
form-no-indicators = không phải bảng chỉ số
    .fix = ghi từng chỉ số với phần cần báo cáo, ví dụ HT02 = ["value"]
form-no-parts = phần cần báo cáo không dùng được
    .fix = dùng { $allowed } trong ngoặc vuông
form-no-texts = không phải danh sách chữ
    .fix = ghi trong ngoặc vuông, ví dụ ["Số thôn có sóng"]
form-no-headings = không phải bảng tiêu đề
    .fix = ghi theo chỉ số và phần, ví dụ [form.headings.HT01] rồi numerator = ["Số thôn có sóng"]
form-heading-apart = tiêu đề của chỉ số không có trong biểu
    .fix = thêm chỉ số vào biểu, hoặc bỏ tiêu đề

## data/forms/checks.py

form-headings-long = quá nhiều tiêu đề, hoặc có tiêu đề quá dài
    .fix = tối đa { $count } tiêu đề, mỗi tiêu đề không quá { $most } chữ
form-code-wrong = mã biểu không dùng được
    .fix = viết chữ thường không dấu, số và gạch nối, tối đa { $most } ký tự, ví dụ phu-song-thang
form-name-missing = chưa có tên biểu
    .fix = ghi tên tiếng Việt
form-text-long = dài quá { $most } chữ
    .fix = rút ngắn lại
form-former-level = cấp dùng khi còn huyện thấp hơn cấp của biểu
    .fix = chọn cấp của biểu hoặc cấp cao hơn, hoặc bỏ trống
form-reporter-level = cấp của đơn vị báo cáo thấp hơn cấp của biểu
    .fix = chọn cấp của biểu hoặc cấp cao hơn
form-days-wrong = số ngày phải từ { $least } đến { $most }
    .fix = tính từ ngày cuối kỳ báo cáo, ví dụ 10 là sau đó 10 ngày
form-closes-early = biểu đóng trước khi mở
    .fix = ghi ngày đóng từ { $opens } trở lên
form-reminders-wrong = ngày nhắc không dùng được
    .fix = ghi tối đa { $most } số khác nhau, mỗi số không quá { $days }; số âm là trước hạn, ví dụ -3
form-first-period = không phải kỳ của biểu này
    .fix = biểu theo { $frequency }; ghi như 2026-09 (tháng), 2026-Q3 (quý), 2026-H1 (6 tháng), 2026 (năm), hoặc bỏ trống
form-no-indicator = biểu chưa có chỉ số
    .fix = chọn ít nhất một chỉ số
form-many-indicators = quá nhiều chỉ số
    .fix = tối đa { $most } chỉ số một biểu; tách thành nhiều biểu
form-indicator-twice = chỉ số bị lặp
    .fix = mỗi chỉ số ghi một lần
form-choose-indicator = chọn chỉ số khác trong danh mục
form-frequency-differs = chỉ số này báo cáo theo { $own }, khác tần suất của biểu
    .fix = bỏ chỉ số, hoặc chuyển sang biểu cùng tần suất
form-level-fine = chỉ số này không báo cáo thấp hơn cấp { $lowest }
    .fix = bỏ chỉ số, hoặc chọn cấp cao hơn cho biểu
form-parts-of-count = chỉ số này là một con số, không có tử số và mẫu số
    .fix = chỉ hỏi giá trị (value)
form-parts-of-ratio = tỷ lệ cần cả tử số và mẫu số, hoặc giá trị
    .fix = hỏi tử số và mẫu số (numerator, denominator); giá trị (value) khi đơn vị chỉ có tỷ lệ
form-areas-many = địa bàn bị lặp, hoặc quá { $most } địa bàn
    .fix = mỗi địa bàn ghi một lần; địa bàn cấp trên gồm cả các cấp dưới
form-choose-area = chọn địa bàn khác
form-area-fine = địa bàn thấp hơn cấp { $level } của biểu
    .fix = ghi địa bàn cùng cấp hoặc cấp trên

## data/forms/forms.py

form-unknown = Không có biểu “{ $code }”. Các biểu: { $known }.

## data/forms/file.py

form-file-unreadable = không đọc được tệp theo định dạng TOML
    .fix = sửa dòng ấy: dấu bằng, ngoặc, dấu ngoặc kép; xem mẫu bằng lệnh forms export
form-file-key = tệp biểu không có mục này
    .fix = bỏ đi; mỗi biểu bắt đầu bằng [[form]]
form-file-empty = tệp không có biểu nào
    .fix = mỗi biểu bắt đầu bằng [[form]]; xem mẫu bằng lệnh forms export
form-code-twice = hai biểu cùng mã
    .fix = đổi mã của một biểu

## api/admin/form_acts.py

form-term = { $period }: mở { $opens }, đóng { $closes }, nhận trễ đến { $ends }.
