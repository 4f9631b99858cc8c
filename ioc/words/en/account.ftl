## data/access/accounts.py

account-role-viewer = Viewer
account-role-reporter = Reporter
account-role-verifier = Verifier
account-role-analyst = Analyst
account-role-administrator = Administrator
account-login-wrong = the login is not valid
    .fix = use 2 to 64 small letters without accents, digits, dots, dashes, @
account-login-exists = there is an account with this login
    .fix = choose another one
account-name-missing = the name is missing
    .fix = enter the name of the person
account-text-long = longer than { $most } characters
    .fix = use fewer words
account-role-missing = no role is chosen
    .fix = choose a role
account-choose-area = choose an area from the list, or leave it empty
account-last-administrator = this is the last administrator
    .fix = make somebody else administrator first; that person must sign in and choose a password
account-reset-own = this is the account that you are using
    .fix = change the password on the page of your account, or ask another administrator
account-unknown = There is no such account.

## data/access/passwords.py

account-password-short = the password has fewer than { $least } characters
    .fix = use a sentence that you remember; spaces and accents are fine
account-password-long = the password has more than { $most } characters
    .fix = use a shorter one
account-password-name = the password is only your name
    .fix = use another sentence
account-busy = The server is checking many passwords. Try again in a few seconds.

## api/doors/account_session.py

account-password-wrong = the present password is wrong
    .fix = type it again; if you forgot it, ask an administrator to reset it
account-password-same = this is the former password
    .fix = choose another one
