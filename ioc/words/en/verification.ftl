## data/verification

verification-unknown = There is no submission of a form with number { $number }.
verification-other-form = Submission no. { $number } is of a form that this account does not verify.
verification-other-land = Submission no. { $number } has areas outside those of this account.
verification-own = You handed in submission no. { $number } yourself: somebody else must verify it.
verification-withdrawn = Submission no. { $number } was withdrawn.
verification-meanwhile = Submission no. { $number } is { $state } already: { $by }, at { $at }.
verification-state-handed_in = handed in
verification-state-verified = verified
verification-state-returned = returned
verification-state-locked = locked
verification-state-replaced = replaced
verification-state-withdrawn = withdrawn
verification-locked = { $period } of this form was locked at { $at } ({ $by }). To correct it, ask an administrator for leave.
verification-permit = Correction after locking, allowed by { $by }: { $reason }
verification-waiting = { $count } submissions are not verified yet. Verify or return them before you lock the period.
verification-not-locked = This period is not locked: no leave is needed to correct it.
verification-reason = Give a reason of at most { $most } characters.
verification-no-account = There is no account { $login }.
verification-administrator = Only an administrator locks a period and allows a correction after it.
verification-no-form = This account verifies no such form.
verification-lacking = { $count } numbers of the form are missing
verification-left-out = the sender left out { $count } cells
verification-confirmed-total = { $count } totals of the sheet differ from the sum of the numbers; the sender confirmed them
verification-confirmed-parts = { $count } shares differ from numerator over denominator; the sender confirmed them
verification-jump = { $count } numbers stand out from the periods before, first of all in { $name }
verification-jumps = stands out from the periods before
verification-unchanged = all { $count } numbers equal those of the period before

## api/hand_in

verification-nothing = Nothing was handed in for this form and period that this account verifies.
verification-term = { $form } · { $period } ({ $waiting } waiting)
verification-areas = { $count } areas
verification-summary = { $all } submissions, { $waiting } waiting, { $ready } of them with nothing to look at
verification-lock = This period was locked at { $at } ({ $by }).
verification-may-correct = One account may correct it after locking, allowed by { $by }: { $reason }
verification-why = { $who }: { $reason }
