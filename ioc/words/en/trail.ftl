## api/admin/trail_words.py

trail-act-sign-in = signed in
trail-act-sign-out = signed out
trail-act-refusal = refused
trail-act-token-created = token made
trail-act-token-revoked = token revoked
trail-act-account-created = created an account
trail-act-account-changed = changed an account
trail-act-setting = setting changed
trail-act-submission = handed in a sheet
trail-act-verification = verified, returned or locked
trail-act-removal = removed or withdrawn
trail-act-order = order to a wall
trail-act-message = message sent
trail-act-acknowledgement = alert seen
trail-act-boundaries = boundaries loaded or undone
trail-broken = The trail was changed: { $count } of { $all } rows do not agree with themselves or the row before, the first is row { $number }
    .fix = compare with the latest backup; leave the store as it is for an examination
trail-cut = The trail has no row with digest { $mark }: it was cut off, or the digest is not right.
    .fix = compare with the latest backup; leave the store as it is for an examination
trail-whole = The trail is whole: { $count } rows. Digest of the last row: { $head }

## api/admin/records.py

trail-no-day = not a day
    .fix = write it as 29/11/2026

## api/admin/admin.py

trail-token-terms = { $name } (number { $number }, scope { $scope }, { $bounds })
trail-token = { $name } (number { $number })
trail-thing-scene = scene { $code }
trail-thing-playlist = playlist { $code }
trail-thing-wall = wall { $code }
trail-thing-token = token { $code }

## api/admin/remote.py

trail-order = wall { $wall }: { $action } { $argument }

## api/doors/refusals.py

trail-again = ; { $count } times more since it was noted last
trail-flood = too many refusals today: { $count } since the last entry, from all addresses

## api/doors/session.py

trail-scope = scope { $scope }

## api/v1/alerts.py

trail-alert = alert { $number }
trail-message = message { $number }: { $title }

## data/load/withdrawals.py

trail-withdrawal = submission { $number } ({ $name }): { $reason }

## api/doors/account_session.py

trail-password = { $name }: chose another password
trail-everywhere = everywhere

## data/hand_in/store_sheet.py

trail-submission = submission { $number }: { $name }, form { $form }, { $period }, { $count } numbers, SHA-256 { $sha256 }…

## data/verification

trail-hand-in = submission { $number }, form { $form }, { $period }
trail-form-lock = locked form { $form }, { $period }: { $count } submissions
trail-permit = let { $login } correct form { $form }, { $period } after locking: { $reason }
