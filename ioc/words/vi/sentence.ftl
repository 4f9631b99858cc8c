## layouts/area/sentences.py

sentence-met = đạt chỉ tiêu { $target }
sentence-missed = chưa đạt chỉ tiêu { $target }
sentence-below = còn thiếu { $gap } so với chỉ tiêu { $plain }
sentence-beyond = còn cao hơn chỉ tiêu { $plain } là { $gap }
sentence-up = tăng { $change } { $against }
sentence-down = giảm { $change } { $against }
sentence-same = không đổi { $against }
sentence-year = so với cùng kỳ
sentence-last = so với kỳ trước
sentence-two_years = so với hai năm trước ({ $value })
sentence-broken = đổi cách đo từ { $period } nên không so với trước đó
sentence-points = điểm %
sentence-none = Chưa có số liệu ở cấp này
sentence-met_count = { $count }/{ $all } { $areas } đạt chỉ tiêu{ $target }
sentence-lowest = thấp nhất: { $who } { $value }
sentence-highest = cao nhất: { $who } { $value }
sentence-many = { $count } { $areas } cùng mức
sentence-own_targets = { $count } { $areas } có chỉ tiêu riêng
sentence-too_few = { $count } { $areas } chưa đủ số liệu để xếp
sentence-low = { $count } { $areas } ước tính dưới { $least }, không xếp hạng
sentence-silent = { $count } { $areas } chưa có số liệu
sentence-higher = Cao hơn { $parent } { $gap }
sentence-lower = Thấp hơn { $parent } { $gap }
sentence-equal = Bằng { $parent }
sentence-trend = Diễn biến theo thời gian
