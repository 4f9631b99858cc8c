## layouts/figures/series.py

chart-break = ≠ đổi cách đo

## callbacks/lines/series.py

chart-boundaries-changed = { $day }: đổi địa giới

## layouts/figures/config.py

chart-weekday-1 = Chủ nhật
chart-weekday-2 = Thứ hai
chart-weekday-3 = Thứ ba
chart-weekday-4 = Thứ tư
chart-weekday-5 = Thứ năm
chart-weekday-6 = Thứ sáu
chart-weekday-7 = Thứ bảy
chart-month = Tháng { $month }
