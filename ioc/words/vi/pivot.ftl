## callbacks/analysis/pivot.py

pivot-area = Địa bàn
pivot-indicator = Chỉ số
pivot-caption-indicators = Các chỉ số của từng địa bàn, { $period }
pivot-caption-area = Các chỉ số: { $area }
pivot-caption-periods = { $indicator } qua các kỳ
pivot-demo = Có số liệu minh hoạ, chưa phải số liệu thật của địa phương.
pivot-one-group = Trên { $most } địa bàn nên chỉ hiện một nhóm chỉ số.
pivot-column-value = Giá trị
pivot-column-target = Chỉ tiêu
pivot-column-status = Trạng thái
pivot-column-period = Kỳ
pivot-column-complete = Mức đầy đủ

## ioc/sentences/pivot.py

pivot-silent = Chưa có số ở cấp này: { $names }.

## assets/src/table/pivot.js

pivot-rows = { $count } dòng
pivot-rows_some = { $some }/{ $all } dòng
pivot-keys = { $caption }. Phím mũi tên lên xuống đi giữa các dòng, Enter chọn dòng.

## assets/src/table/pivot-paper.js

pivot-columns = Cột { $first }–{ $last } trong { $all }

## api/pages/export_pivot.py

pivot-term-silent = Không có cột
pivot-term-colours = Màu của ô
pivot-colour-green = Xanh
pivot-colour-amber = Vàng
pivot-colour-red = Đỏ
