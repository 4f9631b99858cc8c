## layouts/hand_in/phone.py

phone-title = Type numbers
phone-back = Hand in a sheet
phone-no_area = This account has no area, so numbers cannot be typed one by one. Hand in a sheet.

## assets/src/phone

phone-loading = Loading…
phone-unreached = The server cannot be reached. Check the network and try again.
phone-failed = The server reports an error. Try again.
phone-choose = Choose form and period
phone-forms_none = No form takes numbers from this account now.
phone-days_left = { $count } days left
phone-last_day = due today
phone-days_late = { $count } days late
phone-typed_before = typed and not handed in: { $count }
phone-other_form = Another form
phone-state_saved = Saved
phone-state_saving = Saving…
phone-state_offline = No network – numbers are kept on this device
phone-state_failed = The server is busy – numbers are kept on this device
phone-state_ended = The session is over – numbers are kept on this device.
phone-state_lost = This browser cannot keep numbers: do not close the page before they are saved
phone-sign_in = Sign in again
phone-share = { $some }/{ $all } numbers
phone-same = Unchanged
phone-same_marked = ✓ Unchanged
phone-unchanged_long = Unchanged since the period before
phone-before_none = none yet
phone-made_up = illustrative
phone-read_as = Read as { $value }
phone-reported = Handed in: { $value } (submission { $number }). Leave empty to keep it.
phone-fault_no_number = Not a number. Type digits only, with a comma before decimals: 12,5
phone-fault_leave_empty = Leave it empty where there is no number yet.
phone-fault_no_percent = This is a count, not a share: remove the % sign.
phone-fault_negative = A number cannot be negative: remove the minus sign.
phone-fault_not_whole = This counts single units: type a whole number.
phone-fault_too_high = More than the highest value { $highest }: check this number.
phone-way = Change the screen
phone-previous = ‹ Back
phone-next = Next ›
phone-to_review = Review ›
phone-screen = Screen { $some }/{ $all }
phone-look_over = See all
phone-go_on = ‹ Go on typing
phone-review = Review before handing in
phone-count_typed = typed: { $count }
phone-count_unchanged = unchanged since the period before: { $count }
phone-count_reported = handed in before and kept: { $count }
phone-count_missing = not typed: { $count }
phone-count_faulty = to be corrected: { $count }
phone-missing_about = A number that is not typed is not reported, and not 0. Where it is 0, type 0.
phone-missing_sure = Not typed: { $count }. These will count as not reported, not as 0. Hand in all the same?
phone-hand_in = Hand in { $count }
phone-storing = Handing in…
phone-network_first = You can hand in when all numbers are saved on the server.
phone-nothing_yet = Nothing was typed yet.
phone-marked = Unchanged
phone-missing = Not typed
phone-done_about = The numbers were received. What was typed is kept as it is.
phone-correct = Correct or add numbers
phone-empty = empty
phone-told_changed = { $name }: another device changed it at { $at }. Before, this device had: { $other }.
phone-told_newer = { $name }: another device typed { $other } at { $at }. The number of this device is newer and counts.
phone-told_older = { $name }: another device typed a newer number, which counts. This device typed { $other } at { $at }.
phone-told_after = This form was handed in from another device (submission { $number }). What was just typed here is not part of it: review it and hand it in as well.
phone-told_elsewhere = This form was handed in: submission { $number }.
phone-take_other = Use { $other }
phone-understood = Understood
phone-returned = Submission { $number } does not count ({ $at }): { $reason } Correct it and hand it in again.
phone-refill = Take up the { $count } numbers handed in
phone-original = Download what was typed

## data/hand_in/entry

phone-too_many =
    { $count ->
        [one] This form asks 1 number of your area; at most { $most } can be typed. Hand in a sheet.
       *[other] This form asks { $count } numbers of your area; at most { $most } can be typed. Hand in a sheet.
    }
phone-leave_empty = this text is not a number
    .fix = leave it empty where there is no number yet
phone-no_number = not a number
    .fix = type digits only, with a comma before decimals: 12,5
phone-no_percent = this is a count, not a share
    .fix = remove the % sign
phone-half = only one of the two numbers of this indicator is there
    .fix = type both, or leave both empty
phone-changed_before = the number of the period before is no longer what it was when you pressed “Unchanged”
    .fix = press it again, or type the number
phone-not_yours = this number is not of your form or area
    .fix = reload the page
phone-nothing = nothing was typed yet
    .fix = type at least one number
phone-before = exactly these numbers were handed in before: submission { $number }
    .fix = there is no need to hand them in again
phone-faulty = Some numbers cannot be handed in; they are listed below. Nothing was handed in.
phone-unchanged = unchanged since the period before
phone-column_code = Area code
phone-column_area = Area
phone-column_indicator = Indicator code
phone-column_indicator_name = Indicator
phone-column_part = Part
phone-column_typed = As typed
phone-column_mark = Note

## api/hand_in/entry.py

phone-meanwhile = Another device has just changed the numbers of this form. Review them and hand in; nothing was handed in.
phone-missing_count =
    { $count ->
        [one] 1 number is not typed, other than was shown. Review and hand in; nothing was handed in.
       *[other] { $count } numbers are not typed, other than was shown. Review and hand in; nothing was handed in.
    }
