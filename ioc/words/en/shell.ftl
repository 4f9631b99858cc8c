## layouts/frame/shell.py

shell-product = Intelligent Operations Center
shell-pages = Pages
shell-wall = Wall
shell-analysis = Analysis
shell-start = Direction
shell-area = Areas
shell-admin = Administration
shell-reporter = Hand in
shell-verifier = Verify numbers
shell-account = Account
shell-remote = Remote
shell-search = Search areas, indicators ( / )
shell-language = Tiếng Việt
shell-language_short = VI
shell-language_label = Tiếng Việt: switch to Vietnamese
shell-own_name = English
shell-theme = Switch light, dark
shell-skip = Skip to content
shell-live = Live
shell-day_set = Today is set to be { $day }
shell-polling = Slow updates, reconnecting
shell-lost = Connection lost, numbers may be old

## callbacks/admin/pages.py

shell-title-admin = Administration · IOC

## callbacks/admin/preview.py

shell-title-preview = Preview

## callbacks/admin/remote.py

shell-title-remote = Remote control · IOC

## callbacks/admin/sign_in.py

shell-title-hand-in = Hand in numbers · IOC
shell-title-lateness = Who is late · IOC
shell-title-verification = Verify numbers · IOC
shell-title-phone = Type numbers · IOC
shell-title-account = Account · IOC
shell-title-sign-in = Sign in · IOC

## callbacks/analysis/page.py

shell-title-analysis = Analysis

## callbacks/area/page.py

shell-title-area = Area
shell-title-no-area = Area · IOC

## callbacks/pages.py

shell-title = IOC – Intelligent Operations Center
shell-title-not-found = No such page · IOC
shell-no-file = There is no such file.
shell-unexpected = Unexpected error, in the log as { $id }.

## callbacks/start/page.py

shell-title-start = What needs direction · IOC

## callbacks/wall/page.py

shell-title-wall = Wall

## server.py

shell-about = Intelligent operations center: numbers by area and period.

## ioc/sentences/title.py

shell-title-place = { $indicator } · { $area }
shell-title-view = { $indicator } · { $area } · { $period }
shell-title-two = { $first } and { $second }

## assets/src/shell/print.js

shell-printed = Printed { $day }
shell-print_cards = { $count } folded indicators
shell-print_end = Not printed: { $parts }. See { $address }
