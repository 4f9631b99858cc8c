## callbacks/lines/multiples.py

multiple-title-group = Indicators of the group: { $area }
multiple-scale = All charts have one scale: { $low } to { $high } upward, { $first } to { $last } across.
multiple-scale-group = Shares have the scale 0–100%, others the one below them; { $first } to { $last } across.
multiple-more = { $count } more are not drawn.
