## layouts/hand_in/lateness.py

late-title = Who is late
late-back = Hand in numbers

## assets/src/handin

late-form = Form
late-period = Period
late-search = Find an area
late-every = All
late-area = Area
late-state = State
late-days_late = Late
late-days_count =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
late-numbers = Numbers reported
late-first = First handed in
late-last = Complete
late-submission = submission { $number }
late-made_up = { $count } made up
late-made_up_note = This store has made-up numbers. They do not count as handed in: the list counts only what offices sent.
late-rows_none = No such area.
late-copy = Copy the list of reminders
late-copied = Copied. Paste it into a letter or a message.
late-copy_by_hand = The browser does not copy: select the list below and copy it.
late-csv = Download CSV
late-xlsx = Download Excel
late-about_count = How is it counted?
late-loading = Loading…
late-unreached = The server was not reached. Check the network, then try again.
late-failed = The server reported an error. Try again.
