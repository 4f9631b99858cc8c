## data/hand_in/files.py

handin-no-draft = Tệp này không còn trên máy chủ. Hãy thả tệp lại.

## data/hand_in/form_choice.py

handin-no-form = Biểu này không nhận số của kỳ này từ tài khoản của bạn. Hãy chọn lại biểu và kỳ.

## data/hand_in/sheet_cells.py

handin-foreign = { $name } không thuộc địa bàn của tài khoản này

## data/hand_in/store_sheet.py

handin-faulty = Có số không lưu được, nêu trong danh sách. Hãy sửa tệp hoặc bỏ các ô ấy rồi nộp.
handin-nothing = Chưa có số nào nộp được: hãy xác nhận các điều đang chờ, hoặc sửa tệp.
handin-before = Tệp này với đúng các số này đã được nộp: lần nộp số { $number }.

## api/hand_in

handin-alone = mẫu số này không có tử số bên cạnh nên không lưu: địa bàn được coi là chưa báo cáo
    .fix = điền tử số vào tệp rồi thả lại, nếu đã có số
handin-number = { $value } = { $code }, { $part }, { $area }
handin-decision = Yêu cầu không hợp lệ ({ $field }). Hãy tải lại trang.
handin-refused = Không đọc được tệp này.
handin-too-large = Tệp lớn hơn { $most } MB. Hãy bỏ bớt trang tính không phải của biểu, hoặc lưu lại dạng .xlsx.
handin-left-out = { $count } ô chưa rõ hoặc không được nhận. Hãy xác nhận, sửa, hoặc đồng ý để lại tất cả rồi nộp.
handin-no-file = Lần nộp số { $number } không có tệp gốc.
handin-not-yours = Chỉ người đã nộp và người quản trị xem được lần nộp này.
