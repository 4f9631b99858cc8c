## api/v1/withdrawal_words.py

withdrawal-counting = { $count } số đang tính sẽ không còn được tính:
withdrawal-reported = { $count } ô trở lại số đã nộp trước đó
withdrawal-demo = { $count } ô trở lại số liệu minh hoạ
withdrawal-empty = { $count } ô thành chưa có số liệu
withdrawal-replaced = { $count } ô đã được lần nộp sau thay nên không đổi.
withdrawal-nothing = Không số nào của lần nộp này đang được tính; màn hình không đổi.
withdrawal-sums = Số tổng hợp của cấp trên được tính lại.
withdrawal-api = máy gửi
withdrawal-file = tệp
withdrawal-sheet = bảng nộp trên trang
withdrawal-form = nhập trên trang
