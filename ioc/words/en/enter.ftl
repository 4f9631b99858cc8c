## layouts/admin/sign_in.py

enter-title = Sign in
enter-admin = This page is for administrators.
enter-remote = This page is for people who control the wall.
enter-any = Reading numbers needs no sign-in.
enter-report = This page is for people who hand in numbers: sign in with your account.
enter-view = Sign in to read the numbers.
enter-not_enough = You are signed in as “{ $name }”, which may not open this page.
enter-by_account = With an account
enter-login = Login
enter-password = Password
enter-empty_account = Enter login and password.
enter-by_token = With an access token
enter-secret = Access token
enter-hint = Begins with ioc_; shown once.
enter-enter = Sign in
enter-entering = Checking…
enter-empty = Paste the access token here.
enter-unreached = The server cannot be reached. Check the network and try again.
enter-none = No account or token yet?
enter-ask = Ask an administrator, or make one on the server:
enter-example = Jane Doe
