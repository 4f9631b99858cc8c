## layouts/admin/account.py

own-login = Login
own-role = Role
own-unit = Unit
own-area = Area
own-every_area = Every area
own-password = Change the password
own-must_change = The password that you just used signs in this time only. Choose one of your own to go on.
own-about = After the change this account is signed out everywhere else.
own-present = Present password
own-new = New password
own-rule = 12 characters or more, not your name. A sentence that you remember is best; spaces and accents are fine.
own-again = New password again
own-save = Set the password
own-saving = Saving…
own-saved = The password was changed.
own-unlike = The two are not the same.
own-empty = Fill in this field.
own-unreached = The server was not reached. Check the network, then try again.
own-sign_out = Sign out
own-everywhere = Sign out everywhere
own-everywhere_about = Ends all sessions of this account, on every machine and in every browser.
