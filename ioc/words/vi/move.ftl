## assets/src/core/moves.js

move-before = Kỳ trước
move-year = Cùng kỳ năm trước
move-since = So với { $period }
move-same = không đổi
move-points = điểm %
move-rise_to = tăng đến { $to }
move-rise_between = tăng { $from }–{ $to }
move-rise_over = tăng trên { $from }
move-fall_to = giảm đến { $to }
move-fall_between = giảm { $from }–{ $to }
move-fall_over = giảm trên { $from }
