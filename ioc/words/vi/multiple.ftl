## callbacks/lines/multiples.py

multiple-title-group = Các chỉ số cùng nhóm: { $area }
multiple-scale = Mọi biểu đồ cùng một thang: { $low } đến { $high } theo chiều dọc, { $first } đến { $last } theo chiều ngang.
multiple-scale-group = Các tỷ lệ cùng thang 0–100%, chỉ số khác có thang ghi ở dưới; { $first } đến { $last } theo chiều ngang.
multiple-more = Còn { $count } biểu đồ chưa vẽ.
