## data/access/token_bounds.py

access-area-unknown = there is no such area
    .fix = see code and vintage on the area's page
access-indicator-unknown = there is no such indicator
    .fix = use a code of the catalogue, for example HT01
access-too-many = more than { $most } areas and indicators
    .fix = choose areas above them
access-area-vintage = an area needs its vintage
    .fix = for example 2025-07-01/40
access-sending-unknown = there is no such kind
    .fix = choose observations or alerts
access-sending = this token may not send { $sending }
    .fix = this token may send only { $may }

## data/load/machines/group_commit.py

access-row-out = a row is outside the token's bounds
    .fix = correct the codes
access-sending-observations = numbers
access-sending-alerts = messages
access-indicator-out = the indicator is outside the token's bounds
access-area-out = the area is outside the token's bounds
access-area-out-or-missing = the area is missing, or outside the token's bounds
access-indicator-out-or-missing = the indicator is missing, or outside the token's bounds
access-may-send = this token may send { $parts }
access-areas = areas { $keys } and all areas below them
access-indicators = indicators { $codes }
access-every-area = every area
access-every-indicator = every indicator
access-unbounded = without bounds
access-bounds-command = Only tokens of scope write have bounds (--area, --indicator, --for).

## data/access/tokens.py

access-token-gone = The token is no longer valid; nothing was written.
access-name-missing = A token needs a name, for example --name “Department of Science”.
access-days-out = A token is valid for 1 to 3650 days, not for { $days }.
access-token-unknown-list = There is no token no. { $number }. See: python app.py token list.

## api/admin/admin.py

access-token-unknown = There is no token no. { $number }.
access-token-name-missing = no name yet
    .fix = give a name
access-token-name-long = the name is too long
    .fix = use at most 80 letters
access-scope-missing = no scope chosen
    .fix = choose one; a wall's token is made under Walls
access-bounds-elsewhere = only tokens that send numbers have bounds
    .fix = remove the bounds, or choose another scope
access-last-admin = nobody else may administer, and you are using this token
    .fix = make somebody else administrator first, or confirm
access-days = not a number of days from 1 to 3650
    .fix = give a number, or leave it empty

## api/doors/session.py

access-token-wrong = The token is wrong, has expired or was revoked. Copy it again completely, or make a new one: python app.py token create --scope admin --name "Name".
access-foreign = The request does not come from a page of this system.
access-too-often = Too many wrong tokens from this address. Wait { $seconds } seconds and try again.
access-sign-in = Sign in with a valid token: open /dang-nhap.
access-scope = Token “{ $name }” has scope { $scope }; this needs { $wanted }.
access-role = “{ $name }” is { $role }; that role may not do this.
access-must-change = Choose a password of your own first: open /tai-khoan.
access-account-only = Only somebody who signed in with an account can do this.
access-token-of-machine = This token has scope write, for machines; sign in with one of scope admin or remote.
access-token-of-wall = This token belongs to a wall: open /wall?khoa=… on its machine. Sign in with one of scope admin or remote.

## api/gate/proxies.py

access-proxy-unknown = IOC_PROXIES: “{ $text }” is no address or network. Write, for example, 127.0.0.1 or 10.0.0.0/8, with commas between.

## callbacks/admin/access.py

access-signed-out = The session has ended or lacks the scope. Open /dang-nhap.

## api/doors/account_session.py

access-password-wrong = The name or the password is wrong. If you forgot it, ask an administrator to reset it.
access-password-too-often = The password was wrong several times. Wait { $seconds } seconds, then try again.
