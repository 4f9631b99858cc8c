## data/verification

verification-unknown = Không có lần nộp số { $number } theo biểu.
verification-other-form = Lần nộp số { $number } thuộc biểu mà tài khoản này không xác nhận.
verification-other-land = Lần nộp số { $number } có địa bàn ngoài địa bàn của tài khoản này.
verification-own = Lần nộp số { $number } do chính bạn nộp: người khác phải xác nhận.
verification-withdrawn = Lần nộp số { $number } đã bị rút.
verification-meanwhile = Lần nộp số { $number } { $state } rồi: { $by }, lúc { $at }.
verification-state-handed_in = đã nộp
verification-state-verified = đã xác nhận
verification-state-returned = đã trả lại
verification-state-locked = đã khoá
verification-state-replaced = đã thay
verification-state-withdrawn = đã rút
verification-locked = { $period } của biểu này đã khoá sổ lúc { $at } ({ $by }). Muốn sửa, hãy đề nghị người quản trị cho phép.
verification-permit = Sửa sau khi khoá sổ, { $by } cho phép: { $reason }
verification-waiting = Còn { $count } lần nộp chưa xác nhận. Hãy xác nhận hoặc trả lại trước khi khoá sổ.
verification-not-locked = Kỳ này chưa khoá sổ: không cần cho phép sửa.
verification-reason = Hãy nêu lý do, trong { $most } ký tự.
verification-no-account = Không có tài khoản { $login }.
verification-administrator = Chỉ người quản trị khoá sổ và cho phép sửa sau khi khoá.
verification-no-form = Tài khoản này không xác nhận biểu nào như vậy.
verification-lacking = thiếu { $count } số của biểu
verification-left-out = người nộp để lại { $count } ô
verification-confirmed-total = { $count } tổng ghi trong bảng khác tổng các số, người nộp đã xác nhận
verification-confirmed-parts = { $count } tỷ lệ khác tử số chia mẫu số, người nộp đã xác nhận
verification-jump = { $count } số khác hẳn các kỳ trước, trước hết ở { $name }
verification-jumps = khác hẳn các kỳ trước
verification-unchanged = cả { $count } số giống hệt kỳ trước

## api/hand_in

verification-nothing = Chưa có lần nộp nào của biểu và kỳ này cho tài khoản này xác nhận.
verification-term = { $form } · { $period } ({ $waiting } chờ)
verification-areas = { $count } địa bàn
verification-summary = { $all } lần nộp, { $waiting } chờ xác nhận, trong đó { $ready } không có gì cần xem
verification-lock = Kỳ này đã khoá sổ lúc { $at } ({ $by }).
verification-may-correct = Một tài khoản được sửa sau khi khoá, { $by } cho phép: { $reason }
verification-why = { $who }: { $reason }
