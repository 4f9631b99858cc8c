## data/load/areas/keys.py

load-area-missing = có số liệu nhưng thiếu địa bàn
    .fix = điền mã địa bàn, hoặc bỏ dòng này
load-average-row = dòng bình quân: không nạp, không đem so với tổng các dòng
    .fix = không cần sửa
load-province-assumed = có tên xã trùng với nơi khác: hiểu là thuộc { $province } như các dòng còn lại
    .fix = thêm cột mã (ví dụ “Mã xã”) để không phải đoán
load-front-zeros-lost = mã bị mất số 0 ở đầu và có thể thuộc nhiều cấp
    .fix = đặt tiêu đề là “Mã tỉnh”, “Mã huyện” hoặc “Mã xã”, hay ghi đủ số 0

## data/load/areas/matching.py

load-name-ambiguous = có { $count } địa bàn cùng tên: { $places }{ $more }
    .fix = thêm cột mã (ví dụ “Mã xã”) hoặc cột “Tỉnh”, “Huyện”
load-code-unknown = mã địa bàn không có trong kỳ địa giới { $vintage }
    .fix = sửa mã theo danh mục đơn vị hành chính, hoặc nêu đúng kỳ địa giới
load-name-differs = tên không khớp với mã: trong kỳ địa giới { $vintage }, mã { $code } là “{ $name }”
    .fix = sửa mã hoặc tên, hoặc nêu đúng kỳ địa giới
load-parent-differs = đơn vị cấp trên không khớp: “{ $name }” (mã { $code }) thuộc { $parents }
    .fix = sửa mã địa bàn hoặc đơn vị cấp trên, hoặc nêu đúng kỳ địa giới

## data/load/areas/areas.py

load-commune-unknown = không có xã này trong kỳ địa giới đã nêu
    .fix = sửa mã xã hoặc nêu đúng kỳ địa giới
load-village-code-taken = mã thôn đã có trong kỳ địa giới này
    .fix = đặt mã khác cho thôn
load-commune-name-differs = tên xã không khớp với mã: trong kỳ địa giới { $vintage }, mã { $code } là “{ $name }”
    .fix = nêu đúng kỳ địa giới, hoặc sửa mã và tên xã

## data/load/catalogue/catalogue.py

load-row-twice = dòng bị lặp
    .fix = giữ lại một dòng

## data/load/catalogue/rows.py

load-share-without-denominator = tỷ lệ phải có mẫu số
    .fix = điền mẫu số, hoặc đổi quy tắc cộng
load-denominator-not-wanted = số đếm và trung vị không có mẫu số
    .fix = xoá mẫu số, hoặc đổi quy tắc
load-share-over-time = tỷ lệ phải có mẫu số
    .fix = điền mẫu số, hoặc đổi quy tắc theo thời gian
load-factor-not-positive = hệ số phải lớn hơn 0
    .fix = ghi 100 cho %, 1 cho số đếm
load-decimals-out = số chữ số thập phân phải từ 0 đến 6
    .fix = ghi số nguyên từ 0 đến 6
load-indicator-not-in-catalogue = chỉ số không có trong danh mục
    .fix = sửa mã, hoặc thêm chỉ số
load-level-too-low = chỉ số chỉ có số đến cấp { $level }
    .fix = chọn cấp rộng hơn, hoặc để trống
load-not-a-year = không phải là năm
    .fix = viết như 2025, hoặc để trống nếu không gắn với năm
load-vintage-and-area = kỳ địa giới và mã địa bàn phải đi đôi
    .fix = điền cả hai hoặc bỏ cả hai
load-not-a-province = không phải mã tỉnh
    .fix = viết hai chữ số, giữ số 0 ở đầu, ví dụ 01
load-denominator-alone = mẫu số phải đi với tử số và lớn hơn 0
    .fix = điền tử số, sửa mẫu số
load-code-form = mã không đúng dạng
    .fix = viết như { $example }
load-not-in-list = giá trị không có trong danh sách
    .fix = dùng một trong: { $allowed }
load-not-a-number = không phải là số
    .fix = viết như 1234.5
load-number-out-of-bounds = số quá lớn hoặc quá gần 0
    .fix = ghi 0, hoặc số có độ lớn từ { -load-bounds }
load-share-out = phần đủ phải lớn hơn 0, nhiều nhất là 1
    .fix = viết như 0.95
load-not-a-date = không phải là ngày
    .fix = viết như 2023-09-21, 2023-09 hoặc 2023
load-not-an-address = không phải là địa chỉ trang
    .fix = viết cả địa chỉ, bắt đầu bằng https:// hoặc http://, hoặc để trống
load-not-the-quotient = không bằng tử số chia mẫu số
    .fix = kiểm tra lại ba số với nguồn
load-cell-empty = ô trống
    .fix = điền nội dung
load-not-a-period = không phải kỳ báo cáo
    .fix = viết như 2022, 2022-Q3 hoặc 2022-09

## data/load/checks/observations.py

load-not-whole = số lẻ ở chỗ chỉ có số nguyên (đếm thôn, hộ, người, hồ sơ)
    .fix = ghi đủ số, không theo nghìn (3711, không phải 3,711); nếu bảng tính đã hiểu dấu ngăn hàng nghìn thành phần thập phân, hãy sửa ô
load-no-percent = chỉ tiêu này không tính bằng %
    .fix = ghi số không có dấu %
load-denominator-zero = mẫu số bằng 0
    .fix = ghi mẫu số đúng, hoặc để trống cả hai ô nếu chưa có số liệu
load-share-above-100 = tỷ lệ lớn hơn 100%
    .fix = kiểm tra lại: có thể là số lượng hoặc thiếu dấu phẩy thập phân
load-denominator-missing = có tử số nhưng thiếu mẫu số
    .fix = điền mẫu số cùng dòng, hoặc chỉ báo cáo tỷ lệ ở cột “Giá trị”
load-quotient-too-large = tử số chia mẫu số cho kết quả quá lớn
    .fix = kiểm tra lại hai số
load-median-missing = chỉ có số phép đo, thiếu trung vị
    .fix = ghi trung vị ở cột “Giá trị”; cột tử số là số phép đo
load-nothing-to-share = 0/0: đã báo cáo, nhưng không có gì để tính tỷ lệ
    .fix = nếu chưa có số liệu, hãy để trống cả hai ô
load-denominator-not-kept = chỉ tiêu này không có mẫu số: số này không được lưu
    .fix = bỏ mẫu số, hoặc kiểm tra mã chỉ tiêu
load-period-in-future = kỳ báo cáo ở tương lai
    .fix = sửa kỳ báo cáo (hôm nay là { $today })
load-period-open = kỳ { $period } chưa kết thúc: số liệu tạm tính, không so với kỳ đã đủ
    .fix = nạp lại khi kỳ đã kết thúc
load-negative = số âm
    .fix = kiểm tra lại: số liệu báo cáo không thể âm
load-out-of-bounds = số quá lớn hoặc quá gần 0 để là số liệu
    .fix = kiểm tra lại: số liệu là 0, hoặc có độ lớn từ { -load-bounds }
load-part-in-percent = tử số và mẫu số không thể là %
    .fix = ghi số lượng, không ghi tỷ lệ
load-denominators-alone = { $count } ô có mẫu số nhưng chưa có tử số: coi là chưa báo cáo
    .fix = điền tử số; nếu không có gì, ghi 0
load-share-small = tỷ lệ dưới 1% giữa các tỷ lệ lớn hơn nhiều
    .fix = nếu 0,885 nghĩa là 88,5%, hãy nhân với 100
load-shares-below-one = mọi tỷ lệ trong cột đều không quá 1%
    .fix = nếu 0,947 nghĩa là 94,7%, hãy nhân với 100 hoặc định dạng ô là %
load-periods-after-vintage = { $count } kỳ sau ngày địa giới hết hiệu lực ({ $date }): { $periods }
    .fix = kiểm tra: từ ngày đó số liệu thường theo địa giới mới
load-above-denominator = tử số { $top } lớn hơn mẫu số { $bottom }
    .fix = kiểm tra lại hai số: tử số là một phần của mẫu số
load-value-differs = giá trị không bằng tử số chia mẫu số ({ $quotient })
    .fix = sửa một trong ba số, hoặc bỏ cột giá trị
load-two-numbers = hai số khác nhau cho cùng một ô: { $one } và { $other }
    .fix = chỉ giữ một số
load-off-scale = ngoài thang của chỉ tiêu (0–{ $most })
    .fix = kiểm tra lại: có thể thiếu dấu phẩy thập phân

## data/load/checks/totals.py

load-total-differs = dòng tổng ghi { $stated }, cộng các dòng được { $sum }
    .fix = kiểm tra lại; dòng tổng không được nạp

## data/load/files/reading.py

load-ending-unknown = không nhận đuôi tệp “{ $ending }”
    .fix = lưu thành CSV UTF-8 hoặc XLSX (Save As) rồi nạp lại
load-no-table = không tìm thấy bảng số liệu: thiếu { $missing }
    .fix = đặt tiêu đề cột như tệp mẫu trong tài liệu (docs/loading.md)
load-several-tables = tệp có nhiều trang tính chứa bảng số liệu: { $sheets }
    .fix = nạp từng trang tính bằng tuỳ chọn --sheet
load-no-file = không có tệp này
    .fix = kiểm tra lại đường dẫn
load-file-too-large = tệp quá lớn: { $size } MB, giới hạn { $most } MB
    .fix = chia thành nhiều tệp nhỏ hơn
load-file-empty = tệp rỗng
    .fix = nộp tệp có hàng tiêu đề và ít nhất một dòng số liệu
load-no-sheet = không có trang tính “{ $name }”
    .fix = chọn một trong: { $sheets }

## data/load/files/findings.py

load-more-faults = còn { $count } lỗi khác chưa liệt kê
    .fix = sửa các lỗi trên rồi nạp lại

## data/load/checks/keys.py

load-indicator-unknown = chỉ tiêu không có trong danh mục
    .fix = ghi mã chỉ tiêu theo danh mục, ví dụ HT01
load-no-period = tệp không cho biết kỳ báo cáo
    .fix = thêm cột “Kỳ”, hoặc nêu kỳ bằng tuỳ chọn --period, ví dụ --period 2024-03
load-vintages-differ = cột ghi kỳ địa giới { $named }, tuỳ chọn --vintage nêu { $given }
    .fix = sửa cột hoặc tuỳ chọn cho khớp nhau
load-several-vintages = tệp có { $count } kỳ địa giới: { $vintages }
    .fix = chia thành mỗi tệp một kỳ địa giới
load-title-other-measure = dòng tiêu đề “{ $line }” cho biết đây là { $measure }, không phải số thực hiện của kỳ
    .fix = nạp bảng số thực hiện của kỳ, hoặc sửa dòng tiêu đề

## data/load/files/look.py

load-merged-cells = ô gộp trong vùng số liệu: không biết giá trị thuộc ô nào
    .fix = bỏ gộp ô (Unmerge) và điền giá trị vào từng ô
load-hidden-rows = { $count } dòng bị ẩn (bộ lọc hoặc ẩn dòng) vẫn được đọc: { $rows }
    .fix = bỏ bộ lọc rồi kiểm tra; dòng không muốn nạp thì xoá khỏi tệp
load-hidden-column = cột bị ẩn vẫn được đọc
    .fix = hiện cột rồi kiểm tra, hoặc xoá cột khỏi tệp
load-scaled-cells = ô hiển thị theo nghìn (hoặc triệu); giá trị thật trong ô được đọc
    .fix = kiểm tra giá trị trên thanh công thức

## data/load/files/no_reports.py

load-summed-number = số tổng hợp, không phải số báo cáo
    .fix = bỏ dòng này, và nạp số của từng đơn vị báo cáo
load-converted-number = số quy đổi từ kỳ địa giới khác, không phải số báo cáo
    .fix = bỏ dòng này, và nạp số gốc ở kỳ địa giới mà nó được báo cáo
load-illustrative-number = số liệu minh hoạ, không phải số báo cáo
    .fix = bỏ dòng này: chỉ nạp số do đơn vị báo cáo
load-export-cut = tệp do chương trình xuất ra nhưng không còn đủ cột “Cách tính” và “Ghi chú”: không phân biệt được số báo cáo với số tổng hợp hay số minh hoạ
    .fix = nạp tệp gốc của đơn vị báo cáo, hoặc giữ nguyên các cột của tệp xuất

## data/load/machines/posted_rows.py

load-nothing-posted = không có số liệu nào được báo cáo
    .fix = gửi ít nhất một dòng có số
load-row-no-object = dòng không phải là một đối tượng JSON
    .fix = gửi { "{" }…{ "}" } với các trường đã nêu
load-not-a-text = không phải là văn bản
    .fix = gửi một chuỗi ký tự
load-field-unknown = không có trường này
    .fix = dùng { $fields }
load-field-missing = thiếu trường bắt buộc, hoặc không phải là văn bản
    .fix = gửi một chuỗi ký tự
load-not-a-json-number = không phải là số
    .fix = gửi số JSON hữu hạn, hoặc null nếu chưa có số liệu
load-period-like-number = kỳ viết như một số: 2025.1 có thể là tháng 1 hoặc tháng 10
    .fix = viết 2024-03, 2024-Q1 hoặc 2024

## data/load/areas/provinces.py

load-stray-name = tìm theo tên: { $name } (mã { $code }) thuộc { $province }, ngoài { $home } của phần lớn các dòng
    .fix = kiểm tra lại; thêm cột “Mã xã” hoặc “Tỉnh” để không phải đoán

## data/load/files/recognise.py

load-no-value-column = không có cột số liệu nào đọc được: { $reason }
    .fix = đặt tiêu đề bằng đúng mã chỉ tiêu cho cột số thực hiện của kỳ báo cáo
load-heading-unknown = chỉ tiêu “{ $code }” không có trong danh mục
    .fix = sửa mã chỉ tiêu theo danh mục, hoặc bỏ cột này

## data/load/checks/records.py

load-cell-no-number = không phải là số
    .fix = ghi số (ví dụ 1.234,5), hoặc để trống nếu chưa có số liệu
load-cell-mark = không rõ dấu “.” hay “,” ngăn hàng nghìn hay phần thập phân
    .fix = bỏ dấu ngăn hàng nghìn trong cả cột (1234), hoặc ghi đủ phần thập phân (1.234,0)
load-cell-formula = ô báo lỗi công thức, hoặc công thức chưa được tính
    .fix = sửa công thức, rồi lưu lại tệp
load-cell-infinite = số vô hạn
    .fix = ghi một số hữu hạn, hoặc để trống nếu chưa có số liệu
load-thousands-assumed = dấu giữa các chữ số được hiểu là ngăn hàng nghìn
    .fix = không cần sửa nếu đúng; nếu sai, ghi liền các chữ số (1.090 → 1090)

## data/load/reorganisation/areas.py

load-village-in-parts = một thôn chỉ đi trọn vẹn về một nơi
    .fix = ghi một dòng “Nhập toàn bộ” cho thôn này
load-village-homeless = không rõ thôn thuộc xã nào sau sắp xếp
    .fix = điền mã xã mới ở cột “Mã cấp trên”
load-area-homeless = không rõ đơn vị mới thuộc tỉnh nào
    .fix = điền cột “Mã tỉnh mới”
load-no-such-province = không có tỉnh này
    .fix = sửa mã tỉnh, hoặc thêm dòng cho tỉnh mới

## data/load/reorganisation/between.py

load-new-code-unknown = mã mới không có trong kỳ địa giới { $vintage }
    .fix = sửa mã, hoặc đổi --to
load-new-province-differs = tỉnh mới không khớp: { $name } (mã { $code }) thuộc tỉnh mã { $province }
    .fix = sửa mã đơn vị hoặc tỉnh, hoặc đổi --to

## data/load/reorganisation/codes.py

load-new-code-taken = mã mới là mã của { $name }{ $place }, mà tệp không nói đơn vị này đi đâu
    .fix = đặt mã khác, hoặc thêm một dòng có mã cũ { $code }
load-new-code-levels = một mã mới đứng cho đơn vị của nhiều cấp
    .fix = đặt mã khác cho đơn vị của một trong các cấp

## data/load/reorganisation/file.py

load-no-reorganisation = không tìm thấy cột “Mã cũ” và “Mã mới”
    .fix = đặt hàng tiêu đề như ví dụ trong tài liệu (docs/vintages.md)
load-several-reorganisations = tệp có nhiều trang tính chứa bảng sắp xếp: { $sheets }
    .fix = chọn một trang tính bằng tuỳ chọn --sheet
load-reorganisation-empty = tệp không có dòng sắp xếp nào
    .fix = điền ít nhất một dòng mã cũ – mã mới
load-whole-with-share = nhập toàn bộ mà tỷ lệ khác 1
    .fix = ghi “Nhập một phần”, hoặc bỏ tỷ lệ
load-weight-out = tỷ lệ phải từ 0 đến 1
    .fix = ghi 0,4 hoặc 40%; không rõ thì bỏ trống
load-amount-out = phải là số trong khoảng { $low }–{ $high }
    .fix = sửa hoặc bỏ trống
load-code-empty = để trống mã
    .fix = điền mã đơn vị hành chính
load-level-unclear = không rõ cấp
    .fix = ghi tỉnh, huyện, xã hoặc thôn
load-relation-twice = cặp mã này đã có ở dòng { $row }
    .fix = bỏ dòng lặp
load-not-a-code = không phải mã đơn vị
    .fix = sửa mã

## data/load/reorganisation/match.py

load-old-zeros-lost = mã cũ bị mất số 0 ở đầu và có thể thuộc nhiều cấp
    .fix = ghi đủ số 0 (định dạng cột là văn bản)
load-old-names-differ = tên và mã không khớp kỳ địa giới { $vintage }: chỉ { $fitting }/{ $named } dòng khớp
    .fix = nêu đúng kỳ địa giới bằng { $option }, hoặc sửa mã và tên
load-old-code-unknown = mã cũ không có trong kỳ địa giới { $vintage }
    .fix = sửa mã, hoặc nêu đúng kỳ địa giới bằng --from
load-old-province-differs = tỉnh cũ không khớp: { $name } (mã { $code }) thuộc tỉnh mã { $province }
    .fix = sửa mã đơn vị hoặc tỉnh, hoặc nêu đúng kỳ địa giới bằng --from
load-new-code-form = mã mới không đúng dạng: cấp này có mã { $digits } chữ số
    .fix = sửa mã mới, hoặc ghi cột “Cấp”

## data/load/reorganisation/names.py

load-new-names-differ = một mã mới có nhiều tên hoặc loại hình khác nhau
    .fix = ghi một tên, một loại hình
load-new-name-missing = đơn vị mới chưa có tên
    .fix = điền cột “Tên mới”
load-new-kind-unclear = không rõ loại hình của đơn vị mới
    .fix = ghi tên đầy đủ, ví dụ “Phường Long Thành”

## data/load/reorganisation/outcome.py

load-shares-sum = tỷ lệ của { $name } cộng lại là { $sum }, không phải 1
    .fix = sửa để tổng các dòng của đơn vị này bằng 1 (100%), hoặc bỏ trống tất cả
load-whole-and-more = { $name } nhập toàn bộ vào một nơi mà vẫn có dòng khác
    .fix = ghi “Nhập một phần” cho mọi dòng của đơn vị này, hoặc bỏ dòng thừa

## data/load/catalogue/scenes.py

load-no-scene = chưa có cảnh nào
    .fix = thêm ít nhất một [[scene]]

## data/load/files/sheets/csv_process.py

load-file-growing = tệp đang lớn thêm trong khi đọc
    .fix = đợi ghi xong rồi nạp lại

## data/load/files/sheets/csv_sheet.py

load-letters-unknown = tệp không phải văn bản UTF-8, UTF-16 hay Windows-1258
    .fix = lưu lại thành “CSV UTF-8 (phân cách bằng dấu phẩy)”
load-quote-open = một ô quá dài: có lẽ dấu nháy kép không có dấu đóng
    .fix = bỏ dấu nháy kép thừa, hoặc lưu lại thành CSV từ phần mềm bảng tính
load-content-differs = nội dung không đúng với đuôi tệp “{ $ending }”: đây là { $kind }
    .fix = mở bằng phần mềm bảng tính rồi lưu lại thành CSV UTF-8 hoặc XLSX
load-row-too-wide = dòng có nhiều ô hơn hàng tiêu đề ({ $count } cột)
    .fix = bỏ dấu phân cách thừa, hoặc đặt ô có dấu phân cách trong dấu nháy kép

## data/load/files/sheets/xlsx_package.py

load-unpacked-too-large = tệp quá lớn khi giải nén ({ $size } MB, { $count } phần)
    .fix = chia thành nhiều tệp, hoặc nộp CSV
load-cells-far-away = có ô chứa dữ liệu rất xa bảng (đến ô { $cell }{ $row })
    .fix = xoá các dòng, cột ở xa bảng rồi lưu lại

## data/load/office/book.py

load-sheet-too-large = trang tính quá lớn: hơn hai triệu ô hoặc hơn 16.384 cột
    .fix = bỏ các dòng, cột thừa, hoặc chia thành nhiều tệp

## data/load/files/sheets/xlsx_sheet.py

load-no-workbook = nội dung không đúng với đuôi tệp “{ $ending }”: tệp không phải sổ tính XLSX (hoặc có mật khẩu)
    .fix = mở bằng phần mềm bảng tính, bỏ mật khẩu, rồi lưu lại thành XLSX
load-workbook-broken = tệp không phải sổ tính XLSX, hoặc tệp hỏng
    .fix = mở bằng phần mềm bảng tính rồi lưu lại thành XLSX
load-workbook-unreadable = không đọc được sổ tính: tệp hỏng
    .fix = mở bằng phần mềm bảng tính rồi lưu lại thành XLSX

## data/load/tables.py

load-old-letters = chữ trong tệp theo bảng mã cũ { $encoding }, đã chuyển sang Unicode
    .fix = kiểm tra tên địa bàn; nên lưu tệp bằng Unicode
load-headings-repeated = hàng tiêu đề lặp lại được bỏ qua: dòng { $rows }
    .fix = không cần sửa
load-nothing-reported = không có ô số liệu nào được báo cáo
    .fix = điền số liệu; ô trống nghĩa là chưa báo cáo
load-column-left-out = cột này không được nạp: { $reason }
    .fix = nếu là số thực hiện, đặt tiêu đề bằng đúng mã chỉ tiêu
load-column-not-read = cột này không được đọc
    .fix = nếu là số liệu, đặt tiêu đề bằng mã chỉ tiêu hoặc kỳ báo cáo

## data/load/areas/villages.py

load-no-village = tệp không có thôn nào
    .fix = kiểm tra lại tệp
load-not-a-commune = không phải mã xã 5 chữ số
    .fix = sửa mã xã
load-out-of-range = ngoài khoảng { $low }–{ $high }
    .fix = sửa giá trị
load-column-missing = thiếu cột “{ $column }”
    .fix = thêm cột này, với tiêu đề như vậy, vào dòng tiêu đề
load-village-code-twice = mã thôn lặp lại trong tệp
    .fix = đặt mã khác nhau
load-value-missing = để trống
    .fix = điền giá trị
load-turned-into-date = { $what } đã bị bảng tính đổi thành ngày
    .fix = định dạng cột là văn bản (Text) rồi ghi lại, ví dụ “Thôn 1-5”

## data/load/areas/vintage_fit.py

load-vintage-wrong = tệp không khớp kỳ địa giới { $vintage }: chỉ { $share } số địa bàn khớp mã và tên ({ $count }){ $hint }
    .fix = nêu đúng kỳ địa giới bằng tuỳ chọn --vintage, hoặc sửa mã và tên trong tệp
load-codes-of-another = các mã trong tệp là của { $theirs } ở kỳ { $other } ({ $there } số mã của nơi đó); ở kỳ { $vintage } chúng chỉ là { $here } số mã của { $provinces }. Chỉ có mã thì không chứng minh được kỳ địa giới
    .fix = thêm cột tên địa bàn, hoặc nêu đúng kỳ địa giới bằng tuỳ chọn --vintage

## sandbox/run.py

load-reader-broken = không đọc được: tệp hỏng hoặc không đúng định dạng như đuôi tệp
    .fix = mở bằng phần mềm đã tạo ra tệp rồi lưu lại
load-reader-slow = đọc lâu hơn { $seconds } giây nên đã dừng
    .fix = chia tệp nhỏ hơn, hoặc mở bằng phần mềm đã tạo ra tệp rồi lưu lại
load-reader-memory = cần nhiều hơn { $size } MB bộ nhớ để đọc
    .fix = xoá các dòng, cột trống ở xa bảng rồi lưu lại, hoặc chia tệp nhỏ hơn

## data/load/checks/observations.py

-load-bounds = 0,000000001 đến 1.000.000.000.000.000 (một triệu tỷ)
load-percent-unclear = không có dấu % giữa các ô có dấu %: không rõ là { $one }% hay { $other }%
    .fix = ghi dấu % hoặc định dạng % cho cả cột
load-level-too-deep = chỉ tiêu { $code } chỉ báo cáo đến cấp { $level }
    .fix = gộp số liệu lên cấp đó rồi nạp
load-cell-twice = trùng ô đã có với số khác (dòng { $row })
    .fix = chỉ giữ một dòng cho mỗi địa bàn và kỳ
load-cell-repeated = trùng y hệt một ô đã có: chỉ lưu một lần (dòng { $row })
    .fix = bỏ dòng thừa

## data/load/checks/definitions.py

load-weak-signal = mẫu số của HT03 phải là { $rest } = { $total } thôn − { $without } thôn trắng sóng (HT02)
    .fix = HT03 chia cho số thôn đã có sóng, không chia cho tổng số thôn
load-weak-signal-remark = mẫu số của HT03 phải là số thôn có sóng, theo HT01 là { $covered }
    .fix = HT03 chia cho số thôn đã có sóng, không chia cho tổng số thôn

## data/load/checks/keys.py

load-indicator-given-unknown = chỉ tiêu “{ $code }” không có trong danh mục
    .fix = thêm cột “Mã chỉ tiêu”, hoặc nêu chỉ tiêu bằng tuỳ chọn --indicator
load-no-indicator = tệp không cho biết số liệu thuộc chỉ tiêu nào
    .fix = thêm cột “Mã chỉ tiêu”, hoặc nêu chỉ tiêu bằng tuỳ chọn --indicator
load-period-unreadable = không phải kỳ báo cáo
    .fix = viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024
load-period-missing = thiếu kỳ báo cáo
    .fix = viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024
load-period-year = năm của kỳ báo cáo phải từ { $first } đến { $last }
    .fix = viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024
load-period-number = kỳ viết như một số: 2025.1 có thể là tháng 1 hoặc tháng 10
    .fix = viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024
load-period-without-year = kỳ báo cáo không có năm
    .fix = viết 2024-03, Tháng 03/2024, Quý III/2023 hoặc 2024
load-option-period = sửa tuỳ chọn --period
load-option-vintage = sửa tuỳ chọn --vintage
load-frequency-differs = chỉ tiêu { $code } báo cáo theo { $wanted }, không theo { $given }
    .fix = sửa kỳ báo cáo theo đúng tần suất của chỉ tiêu
load-row-other-measure = dòng này là { $measure }, không phải số thực hiện của kỳ
    .fix = bỏ dòng này

## data/load/files/headings.py

load-other-measure = đây là { $measure }, không phải số thực hiện của kỳ
load-foreign-words = tiêu đề có thêm chữ ngoài mã, tên và định nghĩa của chỉ tiêu, có thể là số khác
load-measure-rank = thứ hạng hoặc xếp loại
load-measure-summed = số luỹ kế
load-measure-change = mức tăng giảm hoặc so sánh
load-measure-earlier = số của kỳ trước
load-measure-plan = số kế hoạch
load-measure-target = mục tiêu
load-measure-estimate = số ước
load-measure-rest = phần còn lại

## data/load/areas/matching.py

load-other-areas = đơn vị khác
load-inside-parent = { " " }trong đơn vị cấp trên đã ghi
load-name-unknown = không có địa bàn tên này{ $inside } trong kỳ địa giới { $vintage }{ $near }
    .fix = sửa tên, thêm cột “{ $heading }”, hoặc nêu đúng kỳ địa giới
load-nearest-names = ; tên gần nhất: { $names }
load-more-places = ; và { $count } nơi khác

## data/load/areas/vintage_fit.py

load-vintage-better = ; kỳ { $code } khớp { $share }
load-vintages-fit = tệp khớp cả { $count } kỳ địa giới: { $codes } và { $last }; cùng mã nhưng có thể khác địa bàn
    .fix = nêu kỳ địa giới của tệp bằng tuỳ chọn --vintage, ví dụ --vintage { $last }
load-vintage-unknown = không nhận ra kỳ địa giới của tệp: { $shares }
    .fix = nêu kỳ địa giới của tệp bằng tuỳ chọn --vintage, ví dụ --vintage { $last }
load-store-without-areas = kho chưa có địa bàn nào
    .fix = nêu kỳ địa giới của tệp bằng tuỳ chọn --vintage, ví dụ --vintage { $last }
load-vintage-share = kỳ { $code } khớp { $share } ({ $count }){ $late }
load-late-periods = , nhưng có { $count } kỳ báo cáo sau khi hết hiệu lực

## data/load/files/recognise.py

load-columns-alike = hai cột cùng một nội dung (cột { $one } và { $other })
    .fix = chỉ giữ một cột, hoặc sửa tiêu đề của một trong hai cột
load-missing-headings = hàng tiêu đề
load-missing-areas = cột địa bàn (ví dụ “Mã xã”)
load-missing-numbers = cột số liệu (“Tử số”, “Mẫu số”, “Giá trị”, mã chỉ tiêu hoặc kỳ)
load-missing-both = cột địa bàn (ví dụ “Mã xã”) và cột số liệu (“Tử số”, “Mẫu số”, “Giá trị”, mã chỉ tiêu hoặc kỳ)

## data/load/machines/posted_rows.py

load-no-vintage = Không có kỳ địa giới “{ $code }”. Có: { $known }.
    .fix = nêu đúng `vintage`, hoặc sửa mã và tên
load-posted-vintage = nêu đúng `vintage`, hoặc sửa mã và tên

## data/load/files/reading.py

load-none = không có

## data/load/files/sheets/csv_sheet.py

load-content-workbook = sổ tính XLSX hoặc tệp nén
load-content-old-workbook = sổ tính Excel đời cũ (.xls)
load-content-pdf = tệp PDF
load-content-picture = ảnh
load-content-parquet = tệp Parquet
load-content-sqlite = tệp SQLite

## data/load/catalogue/rows.py

load-left-empty = (để trống)
load-correct-year = sửa năm
load-none-of-them = không
load-catalogue-unreadable = không đọc được: { $error }
    .fix = kiểm tra tệp có đó và là CSV, mã UTF-8, ngăn cách bằng dấu phẩy
load-headings-differ = tiêu đề cột không khớp (thiếu: { $missing }; thừa: { $extra })
    .fix = dùng đúng, mỗi cột một lần: { $columns }
load-cells-differ = có { $count } ô, cần { $wanted }
    .fix = kiểm tra dấu phẩy và dấu ngoặc kép trong dòng
load-vintage-rule-parts = quy tắc quy đổi không hợp với quy tắc cộng
    .fix = ghi parts
load-vintage-rule-mean = quy tắc quy đổi không hợp với quy tắc cộng
    .fix = ghi mean hoặc none
load-factor-percent = tỷ lệ phần trăm phải có hệ số 100
    .fix = ghi 100
load-weight-villages = chỉ số do thôn báo cáo chỉ chia theo số thôn khi chính nó đếm thôn
    .fix = chia theo dân số, số hộ hoặc diện tích; nếu đếm thôn thì ghi đơn vị “thôn”, “villages”
load-factor-one = không có mẫu số thì hệ số phải là 1
    .fix = ghi 1

## data/load/areas/villages.py

load-word-name = tên
load-word-code = mã

## data/load/files/amounts.py

load-amount-mark = không rõ dấu “.” hay “,” ngăn hàng nghìn hay phần thập phân
    .fix = sửa thành số
load-amount-infinite = số vô hạn
    .fix = sửa thành số
load-amount-no-number = không phải là số
    .fix = sửa thành số
load-amount-not-whole = phải là số nguyên: ghi đủ số, không theo nghìn
    .fix = sửa thành số
load-amount-percent = không phải là tỷ lệ %
    .fix = sửa thành số

## data/load/catalogue/scenes.py

load-scenes-unreadable = không đọc được: { $error }
    .fix = sửa theo cú pháp TOML, UTF-8
load-scene-no-text = cảnh thứ { $number }: thiếu hoặc không phải là chữ
    .fix = ghi một chuỗi chữ trong ngoặc kép
load-scene-twice = cảnh thứ { $number }: mã cảnh bị lặp
    .fix = mỗi cảnh một mã
load-scene-seconds = cảnh thứ { $number }: không phải số giây từ 5 đến 600
    .fix = ghi số nguyên, ví dụ 30
load-scene-cards = cảnh thứ { $number }: danh sách thẻ không dùng được
    .fix = ghi từ 1 đến 6 mã chỉ số khác nhau
load-scene-key = cảnh thứ { $number }: không thuộc về một cảnh
    .fix = xoá hoặc sửa tên khoá

## data/load/reorganisation/file.py

load-relation-unclear = không rõ nhập toàn bộ hay một phần
    .fix = ghi “Nhập toàn bộ”, “Nhập một phần”, “Giữ nguyên”, “Đổi tên” hoặc “Đổi loại hình”
load-relation-contradicts = quan hệ và ghi chú (“{ $note }”) không khớp nhau hoặc không rõ
    .fix = ghi “Nhập toàn bộ”, “Nhập một phần”, “Giữ nguyên”, “Đổi tên” hoặc “Đổi loại hình”
load-old-name-differs = tên khác với kho: trong kỳ { $vintage }, mã { $code } là “{ $name }”{ $other }
    .fix = kiểm tra lại mã và tên
load-name-of-other = , còn tên này là của mã { $code }

## data/load/files/look.py

load-rows-and-more = { $rows } và { $more } dòng khác

## data/load/preview.py

load-origin-headings = tiêu đề các cột
load-origin-column = cột “{ $name }”
load-origin-title = dòng tiêu đề phía trên bảng
load-origin-option = tuỳ chọn { $option }
load-correct-or-empty = sửa hoặc bỏ trống

## data/load/reorganisation/plan.py

load-vintage-order = Kỳ địa giới { $after } không sau kỳ { $before }. Hãy đổi --from và --to.
load-vintage-day = “{ $text }” không phải ngày. Ghi ngày hiệu lực dạng YYYY-MM-DD, ví dụ 2026-04-30.
load-vintage-not-last = Kỳ địa giới mới phải tiếp theo kỳ cuối cùng. Hãy nêu --from { $vintage }.
load-vintage-name = từ { $day }

## data/load/reorganisation/reorganisation.py

load-vintage-shipped = Kỳ địa giới { $vintage } đi kèm chương trình, không xoá được.
load-vintage-followed = Có kỳ địa giới sau kỳ { $vintage }. Hãy xoá kỳ sau cùng trước.
load-vintage-used = Không xoá được kỳ địa giới { $vintage }: có { $count } { $what } thuộc kỳ này. Hãy rút các lần nộp đó trước.
load-vintage-absent = Không có kỳ địa giới “{ $vintage }”.
load-vintage-holds-observations = số liệu
load-vintage-holds-targets = chỉ tiêu phấn đấu
load-vintage-holds-published = số đã công bố
