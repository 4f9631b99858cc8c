## assets/src/time/slider.js

slider-play = Chạy theo thời gian (phím cách)
slider-pause = Dừng (phím cách)
slider-before = Kỳ trước
slider-after = Kỳ sau
slider-slider = Kỳ số liệu đang xem
slider-speed = Tốc độ chạy
