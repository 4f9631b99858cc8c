## layouts/hand_in/verification.py

verify-title = Verify numbers
verify-back = Hand in numbers
verify-every_area = Every area
verify-not_yours = You are signed in as { $name } ({ $role }). This page is for verifiers and administrators; ask an administrator if you have to verify numbers.

## assets/src/handin

verify-loading = Loading…
verify-unreached = The server was not reached. Check the network, then try again.
verify-failed = The server reported an error. Try again.
verify-sending = Sending…
verify-none = Nothing was handed in yet for the forms and areas of this account.
verify-rows_none = Nothing was handed in for the areas of this account.
verify-term = Form and period
verify-ticked = Passes
verify-from = From
verify-numbers = Numbers
verify-warnings = To look at
verify-state = State
verify-tick_all = Tick all that pass ({ $count })
verify-verify = Verify ({ $count })
verify-tick_one = Passes: { $name }, submission { $number }
verify-none_ticked = No submission is ticked.
verify-done = { $count } submissions verified.
verify-key_move = choose a row
verify-key_tick = passes
verify-key_all = all that pass
verify-key_verify = verify
verify-key_return = return
verify-detail = The current submission
verify-sent = Submission { $number }, { $sender }, { $at }
verify-indicator = Indicator
verify-now = This period
verify-more = { $count } more numbers: see each cell
verify-return = Return
verify-return_title = Return { $name }, submission { $number }
verify-return_about = The numbers of this submission no longer count. The sender reads the reason and hands in again.
verify-return_send = Return
verify-returned = Returned: { $name }.
verify-not_returnable = This submission cannot be returned any more.
verify-reason = Reason
verify-cancel = Cancel
verify-lock = Lock this period
verify-lock_again = Lock what was verified since
verify-lock_ask = Lock this period? After that numbers are taken only with an administrator's leave.
verify-lock_done = The period is locked.
verify-allow = Allow a correction
verify-allow_title = Allow a correction after locking
verify-allow_about = This account may hand in once more. Your name and the reason are kept with that submission.
verify-allow_send = Allow
verify-allowed = { $login } may hand in once more.
verify-login = Login
