## api/v1/withdrawal_words.py

withdrawal-counting = { $count } numbers that count today would no longer count:
withdrawal-reported = { $count } would go back to an earlier report
withdrawal-demo = { $count } would go back to an illustrative number
withdrawal-empty = { $count } would have no number
withdrawal-replaced = { $count } were replaced by later submissions and do not change.
withdrawal-nothing = No number of this submission counts today; screens do not change.
withdrawal-sums = The sums of the areas above are computed again.
withdrawal-api = by a machine
withdrawal-file = file
withdrawal-sheet = sheet handed in
withdrawal-form = typed on the page
