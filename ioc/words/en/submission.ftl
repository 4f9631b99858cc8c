## data/load/withdrawals.py

submission-field-by = the name of the person
submission-field-reason = the reason
submission-say = Give { $name }: the store keeps who withdrew it and why.
submission-shorten = Write { $name } in at most { $most } letters.
submission-reason-missing = no reason, or too long
    .fix = give the reason in at most { $most } letters
submission-illustrative = Submission { $number } is illustrative data and nobody's report. Remove illustrative data: python app.py demo remove.
submission-withdrawn = Submission { $number } was already withdrawn{ $when }{ $who }.
submission-withdrawn-at = { " " }at { $time }
submission-withdrawn-by = , by { $by }: { $reason }
submission-changed = Numbers have just changed: look at submission { $number } again.

## data/queries/hand_ins.py

submission-unknown = There is no submission { $number }. See Administration, Submissions, or python app.py submissions.

## api/v1/submissions.py

submission-busy = The store is busy or cannot be written to; nothing was withdrawn.

## api/v1/submission_models.py

submission-example-reason = Sent with the wrong month
