## callbacks/lines/pairs.py

pair-title = { $x } và { $y }
pair-title-none = Hai chỉ số
pair-no-second = Không có chỉ số nào khác có số ở cấp này.
pair-empty = Không địa bàn nào có đủ số của cả hai chỉ số ở kỳ này.
pair-drawn = Vẽ { $some }/{ $all } { $areas }.
pair-missing = { $count } { $areas } thiếu số của ít nhất một chỉ số.
pair-thin = { $count } { $areas } chưa đủ báo cáo để so sánh.
pair-by-targets = Chia bốn góc theo chỉ tiêu: { $x }; { $y }.
pair-by-medians = Chia bốn góc theo trung vị của { $count } { $areas } được vẽ (thiếu chỉ tiêu chung): { $x }; { $y }.
pair-periods = Hai chỉ số khác kỳ báo cáo: { $x } và { $y }.

## layouts/figures/pairs.py

pair-target-both = Đạt cả hai: { $count }
pair-target-one = Chỉ đạt “{ $name }”: { $count }
pair-target-none = Chưa đạt cả hai: { $count }
pair-median-both = Tốt cả hai: { $count }
pair-median-one = Chỉ tốt “{ $name }”: { $count }
pair-median-none = Kém cả hai: { $count }

## assets/src/analysis/points.js

pair-keys = Biểu đồ hai chỉ số: phím mũi tên đi từ điểm này sang điểm khác, Enter chọn địa bàn.
