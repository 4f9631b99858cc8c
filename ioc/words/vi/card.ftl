## layouts/components/card.py

card-target = Chỉ tiêu
card-last = so với kỳ trước
card-year = so với cùng kỳ
card-last_and_year = so với kỳ trước, cùng kỳ
card-up = tăng
card-down = giảm
card-same = không đổi
card-was = trước là “{ $then }”
card-none = chưa có kỳ để so
card-thin = phần quy đổi được quá ít để so với kỳ trước
card-open = kỳ chưa kết thúc
card-broken = đổi cách đo từ { $period }
card-points = điểm %
card-no_target = chưa đặt
card-days = ngày
card-age = Số liệu cách đây
card-no_data = Chưa có đơn vị nào báo cáo
