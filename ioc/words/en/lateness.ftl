## api/hand_in/lateness.py, api/hand_in/lateness_table.py

lateness-no-form = This account reports no such form.
lateness-no-period = The form has no such period among the recent ones.
lateness-days = Opened { $opens } · due { $closes } · taken until { $ends }
lateness-days_since =
    { $count ->
        [one] { $count } day overdue
       *[other] { $count } days overdue
    }
lateness-days_until =
    { $count ->
        [one] { $count } day left
       *[other] { $count } days left
    }
lateness-days_today = due today
lateness-summary = { $all } of { $areas } { $level } handed in everything, { $late } of them late; { $part } lack numbers; { $nothing } handed in nothing
lateness-remind = { $form }, { $period }, due { $day }.
lateness-remind_nothing = Nothing handed in ({ $count }):
lateness-remind_part = Numbers missing ({ $count }):
lateness-state_nothing = Nothing handed in
lateness-state_part = Numbers missing
lateness-state_late = Late
lateness-state_in_time = In time
lateness-sheet = Progress
lateness-about = How it is counted
lateness-column_area = Area
lateness-column_code = Code
lateness-column_vintage = Vintage
lateness-column_state = State
lateness-column_days = Days late
lateness-column_reported = Numbers reported
lateness-column_expected = Numbers expected
lateness-column_made_up = Made-up numbers, not counted
lateness-column_first = First handed in
lateness-column_first_submission = First submission
lateness-column_last = Complete
lateness-column_last_submission = Completing submission
lateness-form = Form
lateness-period = Period
lateness-due = Due
lateness-rule = How it is counted
lateness-rule_text = A number that is expected is an indicator of an area of the form. It is reported by a submission in force, whether it came as a sheet, a file or from a machine; made-up numbers and withdrawn submissions do not count. In time means that no number was missing at the end of the closing day. Days late count to the submission that completed the numbers, or to today while some are missing; later corrections change nothing.
lateness-filter = Filter
lateness-some = { $some } of { $all } rows
lateness-made_at = Made at
