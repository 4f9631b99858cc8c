## data/load/office/resolve.py

sheet-part-numerator = tử số
sheet-part-denominator = mẫu số
sheet-part-value = giá trị
sheet-why-number = số của chỉ tiêu { $code }, { $part }
sheet-why-total = dòng hoặc cột tổng: không lưu, chỉ đem so với tổng các số
sheet-why-empty = ô trống: chưa có số liệu, không phải 0
sheet-why-aside = đây là { $measure }, không phải số thực hiện của kỳ
sheet-why-other-period = số của { $period }, không phải kỳ của biểu
sheet-why-person = do người nộp đặt
sheet-unknown-row = không rõ số của địa bàn nào
    .fix = ghi tên hoặc mã địa bàn ở dòng này
sheet-unknown-two-areas = dòng và cột nêu hai địa bàn khác nhau
    .fix = chỉ để lại một tên địa bàn: ở dòng hoặc ở cột
sheet-unknown-two-indicators = dòng và cột nêu hai chỉ tiêu khác nhau
    .fix = chỉ để lại một tên chỉ tiêu: ở dòng hoặc ở cột
sheet-unknown-part = biểu không có phần này của chỉ tiêu
    .fix = bỏ số này, hoặc đọc theo biểu có phần ấy
sheet-unknown-area-outside = { $name } không thuộc các địa bàn báo cáo của biểu
    .fix = bỏ dòng này, hoặc đọc theo biểu của địa bàn ấy
sheet-unknown-not-whole = không phải số nguyên, trong khi chỉ tiêu đếm bằng số nguyên
    .fix = ghi số nguyên; kiểm tra dấu ngăn hàng nghìn
sheet-unknown-above = lớn hơn mức cao nhất { $highest } của chỉ tiêu
    .fix = kiểm tra số và đơn vị
sheet-guess-title = dòng tiêu đề “{ $line }” nói đây là { $measure }: có đúng là số thực hiện của kỳ không
sheet-guess-scale = dòng đơn vị tính phía trên ghi “{ $unit }”: mỗi số được nhân với { $scale }
sheet-guess-period = bảng không ghi kỳ: hiểu là { $period } như biểu
sheet-guess-periods = các dòng tiêu đề nêu { $count } kỳ: hiểu là { $period } như biểu
sheet-guess-year = tiêu đề không ghi năm: hiểu là { $period } như biểu
sheet-guess-area = bảng không ghi địa bàn: hiểu là { $name } như biểu
sheet-guess-indicator = tiêu đề không nêu chỉ tiêu: hiểu là chỉ tiêu duy nhất của biểu, { $name }
sheet-guess-hidden = số ở dòng hoặc cột đang ẩn
sheet-guess-thousands = ô hiển thị theo nghìn: lấy giá trị thật

## data/load/office/numbers.py

sheet-unknown-percent = có dấu %, trong khi phần này của chỉ tiêu là số đếm
    .fix = bỏ dấu %, hoặc ghi số đếm
sheet-unknown-fraction = không rõ là tỷ lệ phần trăm hay phần của 1: 0,9 là 0,9% hay 90%
    .fix = ghi kèm dấu %, hoặc ghi cả tử số và mẫu số

## data/load/office/heading_words.py

sheet-guess-words = trong “{ $heading }” có chữ không hiểu: { $words }
sheet-guess-heading = “{ $heading }” được hiểu là { $name }
sheet-unknown-unit = đơn vị “{ $unit }” không phải đơn vị của { $name }
    .fix = sửa đơn vị ở tiêu đề cho đúng với chỉ tiêu
sheet-unknown-heading = không hiểu tiêu đề
    .fix = ghi tên hoặc mã chỉ tiêu ở tiêu đề
sheet-unknown-heading-near = không hiểu tiêu đề; gần nhất là: { $names }
    .fix = ghi đúng tên hoặc mã chỉ tiêu ở tiêu đề

## data/load/office/read_table.py

sheet-guess-span = tiêu đề nhiều tầng không gộp ô: “{ $heading }” được đọc cả tầng trên
sheet-unknown-period = không hiểu kỳ “{ $text }”
    .fix = ghi kỳ như “Tháng 09/2026”, “Quý III/2026”

## data/load/office/checks.py

sheet-unknown-twice = biểu cần một số mà tệp có nhiều số khác nhau, ở các ô { $cells }
    .fix = chỉ để lại số đúng
sheet-guess-parts = { $code }: giá trị { $value } khác tử số chia mẫu số
sheet-guess-total = tổng ghi ở { $cell } là { $stated }, tổng các số đọc được là { $summed }
sheet-guess-totals = hơn { $most } tổng của cùng một cột hoặc dòng khác tổng các số đọc được; đây là các tổng còn lại

## data/load/office/read.py

sheet-why-hidden = trang tính ẩn: không đọc
sheet-guess-under = bảng này nằm dưới tiêu đề “{ $title }”: các số ở đây có phải là số thực hiện?
sheet-guess-changed = tiêu đề khác với lần trước của nơi gửi này: cách đọc đã nhớ không được dùng

## data/load/office/roles.py

sheet-why-heading = tiêu đề
sheet-why-numbering = dòng đánh số cột
sheet-why-area = địa bàn { $name } ({ $code })
sheet-why-group = dòng nhóm, không có số
sheet-why-title = dòng phía trên bảng
sheet-why-signature = phần ký
sheet-why-note = chữ không có số của biểu
sheet-why-serial = số thứ tự
sheet-why-indicator = tên chỉ tiêu
sheet-why-period = kỳ
sheet-why-unit = đơn vị tính
