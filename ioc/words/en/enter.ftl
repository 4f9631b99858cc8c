## layouts/admin/sign_in.py

enter-title = Sign in
enter-admin = This page is for administrators.
enter-remote = This page is for people who control the wall.
enter-any = For administrators and people who control the wall. Reading numbers needs no sign-in.
enter-not_enough = You are signed in with “{ $name }”, which may only control walls.
enter-secret = Access token
enter-hint = Begins with ioc_; shown once.
enter-enter = Sign in
enter-entering = Checking…
enter-empty = Paste the access token here.
enter-unreached = The server cannot be reached. Check the network and try again.
enter-none = No token yet?
enter-ask = Ask an administrator, or make one on the server:
enter-example = Jane Doe
