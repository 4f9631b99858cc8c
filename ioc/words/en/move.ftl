## assets/src/core/moves.js

move-before = The period before
move-year = A year ago
move-since = Since { $period }
move-same = unchanged
move-points = points
move-rise_to = up to { $to } more
move-rise_between = { $from } to { $to } more
move-rise_over = over { $from } more
move-fall_to = up to { $to } less
move-fall_between = { $from } to { $to } less
move-fall_over = over { $from } less
