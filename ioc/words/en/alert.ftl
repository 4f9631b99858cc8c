## data/alerts/alerts.py

alert-unknown = There is no alert no. { $number }.

## ioc/sentences/alerts.py

alert-status = Turned red
alert-stale = Overdue figures
alert-message = Message
alert-where = Where
alert-behind = Worst
alert-since = Since
alert-who = Who must act
alert-as_of = As of
alert-last = Latest
alert-due = Overdue
alert-sender = Sent by
alert-until = Until
alert-chip_status = Behind
alert-chip_stale = Overdue
alert-chip_red = Urgent
alert-chip_amber = Notice
alert-chip_info = Information
alert-red_since = Red since { $period }
alert-red_for = Red for { $count } or longer
alert-in_a_row = { $count } in a row
alert-per_day = days
alert-per_month = months
alert-per_quarter = quarters
alert-per_half = half-years
alert-per_year = years
alert-target = Target
alert-missing = { $amount } short
alert-excess = { $amount } over
alert-points = points
alert-others = and { $count } more { $areas }
alert-ago = { $days } ago
alert-overdue = { $days }, since { $since }
alert-reported = { $share } reported
alert-seen = Seen by { $name } at { $time }
alert-seen_at = Seen at { $time }
alert-raised = Raised at { $time }
alert-unseen =
    { $count ->
        [one] 1 alert not seen
       *[other] { $count } alerts not seen
    }
alert-many = { $count } new alerts
alert-more = and { $count } more

## ioc/sentences/alerts.py: time

alert-time = { $time }, { $day } { $month }
