## ioc/errors.py

fault-place-file = tệp { $text }
fault-place-sheet = trang tính { $text }
fault-place-row = dòng { $text }
fault-place-column = cột { $text }
fault-value = { " " }(giá trị: “{ $text }”)
fault-line = { $fault }{ $value }. Cách sửa: { $fix }
fault-refused = Tệp bị từ chối, chưa ghi gì vào kho: { $count } lỗi.
