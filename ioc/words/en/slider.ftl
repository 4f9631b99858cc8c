## assets/src/time/slider.js

slider-play = Play over time (space)
slider-pause = Pause (space)
slider-before = Previous period
slider-after = Next period
slider-slider = Period shown
slider-speed = Speed
