## cli/backup.py

command-no-store = There is no store at “{ $place }”.
command-saved = Saved { $rows } rows of { $tables } tables to “{ $file }” ({ $size } MB) in { $seconds } seconds.
command-restored = Restored the backup of { $time } and compared it in { $seconds } seconds; revision of the store { $revision }.

## cli/boundaries.py

command-no-file = There is no file “{ $file }”. Check the path.
command-column-form = --column is written FIELD=COLUMN, for example code=MA_XA; got “{ $pair }”.
command-fetched = { $file } fetched, its SHA-256 is the expected one.
command-nothing-to-undo = There is no load of boundaries to undo.
command-last-load = Last load: { $what }, at { $time }; { $maps } maps.
command-ask-undo = Restore the earlier maps?
command-step-undone = undid the load of boundaries: { $what }, loaded at { $time }
command-undone = The earlier maps are restored. Loads that can still be undone: { $count }.
command-tier-missing = --tier official (issued by the competent authority) or --tier open (an open set)
command-licence-missing = --licence (the licence or document that allows the use of these boundaries)
command-name-terms = Nothing was stored. Give: { $options }.
command-ask-tier = Are these boundaries official or an open set? [chinh-thuc / mo]
command-tier-unanswered = Nothing was stored: answer “chinh-thuc” or “mo”.
command-ask-licence = Licence or document that allows the use of these boundaries:
command-licence-unanswered = Nothing was stored: name the licence or the document that allows the use.
command-look = Please check: { $question }
command-valid-file = The file is valid. Nothing was stored (--dry-run).
command-ask-replace = Replace the present maps with these shapes?
command-step-boundaries = loaded boundaries { $level }, vintage { $vintage }: { $source } ({ $file }), { $tier }, { $licence }
command-later-maps = Drew { $count } maps of later vintages again, joined from these shapes.

## cli/load.py

command-loaded-before = This file was loaded before (submission { $number }); it is not stored again.
command-valid-cells = The file is valid: { $cells } cells. Nothing was stored (--dry-run).
command-ask-cells = Store { $cells } cells?
command-ask-real = Are these real reported numbers, and no copy of illustrative data?
command-loaded = Loaded { $cells } cells ({ $indicators }), updated { $rollups } rollups; submission { $number }, revision of the store { $revision }.
command-valid-villages = The file is valid: { $count } villages. Nothing was stored (--dry-run).
command-ask-villages = Store { $count } villages?
command-loaded-villages = Loaded { $count } villages into vintage { $vintage }.
command-indicators-done = { $done }/{ $count } indicators
command-rebuilt = Computed { $count } rollups again.
command-demo-present = The store has illustrative data already.
command-step-demo = all illustrative data
command-demo-removed = Removed { $cells } illustrative cells and { $villages } illustrative villages.
command-store-changed = The store changed before you answered, so the comparison above is no longer right. Nothing was stored; run the command again.

## cli/prepare.py

command-prepared = The store is ready after { $seconds } seconds.
command-no-store-yet = There is no store “{ $file }” yet. Prepare one first: python app.py prepare. Nothing was stored.
command-store-not-prepared = The store is not prepared for this version of the program. Run first: python app.py prepare. Nothing was stored.
command-preparing-areas = 1/3 Loading the areas of both vintages…
command-areas = { $count } areas.
command-preparing-demo = 3/3 Loading illustrative data (marked; removed by: python app.py demo remove)…
command-boundaries-broken = The loaded boundary files are damaged ({ $sources }): schematic boundaries are used instead. Load them again: python app.py boundaries load FILE
command-preparing-land = 2/3 Drawing schematic boundaries…
command-land-ready = The schematic boundaries are ready.

## cli/read_sheet.py

command-sheet-no-areas = Area { $area } has no { $level } that could report.
command-sheet-group-unknown = There is no group “{ $group }”. The groups are: { $known }.
command-sheet-name-form = Name the indicators of the form: --indicator HT01 (may be repeated), or --group HT.
command-sheet-progress = Sheet “{ $sheet }”: { $share }% read
command-sheet-not-stored = Read and shown only: the store has not changed.

## cli/reorganisation.py

command-name-vintages = Name the file, --from and --to (or --remove to remove a vintage).
command-store-as-file = the store is as the file says
command-valid-change = The file is valid. Nothing was stored ({ $why }).
command-ask-vintage = Store this vintage?
command-areas-changed = The areas of the store changed before you answered; nothing was stored. Run the command again.
command-vintage-stored = Stored { $areas } areas and { $relations } relations; revision of the store { $revision }.
command-vintage-drawn = Drew { $maps } maps of this vintage, joined from the shapes of before the reorganisation.
command-step-vintage = vintage { $vintage } ({ $count } areas)
command-vintage-removed = Removed vintage { $vintage } and its { $count } areas.

## cli/serve.py

command-no-writing = Cannot write to folder “{ $folder }” ({ $reason }). Allow writing, or set IOC_VAR to another folder.
command-port-taken = Cannot open port { $port } at { $host } ({ $reason }). Stop the program that uses it, or set another IOC_PORT.
command-serving = IOC is ready at http://{ $host }:{ $port } ({ $workers } worker processes, store: { $store }). Stop: Ctrl+C.
command-day-set = Today is set to be { $day } (IOC_TODAY): for tests and demonstrations only.

## cli/submissions.py

command-demo-cells = { $mark }: { $cells } cells, of no submission; remove: python app.py demo remove
command-no-submission = There is no submission yet.
command-more-submissions = There are more: python app.py submissions --before { $number }
command-withdrawn = Withdrew submission { $number } ({ $name }): { $cells } cells ({ $indicators }) no longer count; rollups are as if it had not been handed in. Revision of the store { $revision }.
command-if-withdrawn = If submission { $number } ({ $name }) is withdrawn:
command-sender-unknown = sender unknown
command-cells = { $count } cells
command-and-more = and { $count } more
command-counts = counts
command-was-withdrawn = withdrawn
command-was-withdrawn-by = withdrawn { $time }, { $person }: { $reason }

## cli/account.py

command-no-account = No account was changed. { $faults }.
command-account-made = Account “{ $login }” was created, role { $role }.
command-account-reset = The password of “{ $login }” was reset; all sessions of this account have ended.
command-copy-password = One-time password, until the end of { $day }; it is shown only now. The person chooses another one at sign-in:
command-no-accounts = There are no accounts yet. Create one: python app.py account create --login an.nguyen --name "Nguyễn Văn An" --role administrator
command-account-unknown = There is no account “{ $login }”. See: python app.py account list.
command-account-disabled = Account “{ $login }” was disabled; all its sessions have ended.
command-account-enabled = Account “{ $login }” was enabled again.
command-account-off = disabled since { $time }
command-account-waits = has not chosen a password yet
command-account-signed-in = last signed in { $time }
command-first-address = There is no administrator yet. Open this address to sign in for the first time and choose a password (valid until a password is chosen, or until the next start): { $address }
command-first-by-command = There is no administrator yet. Create one on the server: python app.py account create --login an.nguyen --name "Nguyễn Văn An" --role administrator

## cli/token.py

command-no-token-made = No token was created. { $faults }.
command-token-terms = number { $number }, scope { $scope }, { $bounds }
command-until = until { $day }
command-without-end = without end
command-token-made = Access token { $number } for “{ $name }”, scope { $scope }, { $until }.
command-token-bounds = Bounds: { $bounds }.
command-copy-token = Copy it now: the token is shown only once, the store keeps only its hash.
command-no-token = There is no access token yet. Create one: python app.py token create --name "Name of the office"
command-token-used = last used { $time }
command-token-unused = not used yet
command-token-numbered = { $name } (number { $number })
command-token-revoked = Revoked access token { $number } (“{ $name }”).
command-state-revoked = revoked { $time }
command-state-ended = ended { $time }
command-state-until = valid until { $time }
command-state-valid = valid

## cli/trail.py

command-trail-empty = The trail has no such entries.
command-no-day = “{ $text }” is not a day. Write, for example, 2026-11-29.
command-trail-at = time
command-trail-act = action
command-trail-actor = who
command-trail-subject = to what
command-trail-address = address
command-trail-changes = changes

## cli/wall.py

command-home-province = home province
command-wall = Wall { $name }
command-days = { $days } days
command-wall-token = Token of wall “{ $name }”, valid { $until }. An earlier token, if there was one, is revoked.
command-copy-wall = Copy it now: the token is shown only once. Start address of the wall's screen:
command-wall-revoked = Revoked the token of “{ $name }”.
command-wall-without = “{ $name }” has no token yet.
command-wall-no-token = no token
command-wall-token-ended = token ended
command-wall-token-until = has a token, until { $day }
command-wall-has-token = has a token

## cli/who.py

command-by-user = command on the server ({ $user })
command-by-server = command on the server

## cli/boundary_words.py

command-fits-wholly = completely
command-fits-partly = { $share } of the features
command-read-features = Read { $count } features ({ $columns }); they fit vintage { $vintage } { $agreement }.
command-renamed = { $code } { $name }: the file has “{ $other }”
command-renamed-all = Names that differ from the table of areas: { $count } ({ $areas })
command-missing-all = Without a shape, in the file as on the map: { $count } ({ $areas })
command-left-out-all = { $count } features of the file are left out:
command-partial-file = The file has only { $count }/{ $all } { $areas } of { $province }; the other { $rest } { $areas } keep their present shapes ({ $tiers }): { $list }.
command-published = Published { $count } maps ({ $size } kB compressed).
command-maps-mixed = { $count } maps still have shapes of a lower tier and are marked with that tier.
command-maps-kept = Kept { $count } maps that were loaded themselves or have a higher tier.
command-maps-skipped = Too few areas to replace the map of: { $provinces }.
command-undo-hint = Undo: python app.py boundaries undo
command-more = ; … and { $count } more
command-field-code = code
command-field-codes = codes
command-field-name = name
command-field-district = district
command-field-province = province
command-by-name = Matched by name (the file's code is unknown or empty)
command-repaired = Broken shapes that were repaired
command-joined = Joined from several features
command-tier-schematic = schematic
command-tier-open = open set
command-tier-official = official

## cli/commands.py

command-program = Intelligent Operations Center (IOC)
command-metavar-command = COMMAND
command-help-serve = prepare the store if needed, then serve (default)
command-help-prepare = prepare the store and stop
command-help-load = load numbers or villages from a file
command-metavar-kind = KIND
command-help-observations = indicator table, CSV or XLSX, long or wide
command-help-vintage = vintage: 2025-07-01, 2025-03-01 or any day
command-help-sheet = sheet (XLSX)
command-help-indicator = indicator code, where the table has periods only
command-help-period = period, where the table has indicators only
command-help-sender = who hands it in
command-help-not-made-up = checked: numbers that equal the illustrative data are really reported
command-help-villages = list of villages, CSV or XLSX
command-help-village-vintage = vintage of the commune codes
command-help-reorganisation = reorganisation of areas: table of old and new codes (CSV or XLSX)
command-help-from = vintage of the old codes, e.g. 2025-07-01
command-help-to = first day of the new codes, e.g. 2026-04-30
command-help-name-vi = name of the new vintage
command-help-name-en = English name of the new vintage
command-metavar-vintage = VINTAGE
command-help-remove = remove a loaded vintage, e.g. 2026-04-30
command-help-boundaries = boundaries: fetch them, or load them from a file
command-metavar-act = ACTION
command-help-fetch = fetch a pinned open set of boundaries: vn-2025 (provinces and communes since 2025-07-01) or vn-huyen-2020 (former districts)
command-help-fetch-source = name of the set; without it vn-2025
command-help-mirror = address or folder instead of the origin
command-help-sha256 = SHA-256 of the file, where the source is not pinned
command-help-load-boundaries = load GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf or KML
command-help-layer = layer to read, where the file has several
command-help-tier = official: issued by the competent authority; open: an open set; asked for if not given
command-help-source = source, shown on the map
command-help-licence = licence or document that allows the use; asked for if not given
command-help-crs = coordinate system, where the file does not name it (e.g. EPSG:4326)
command-metavar-column = FIELD=COLUMN
command-help-column = name columns: code=MA_XA, name=TEN_XA, district=TEN_HUYEN, province=TEN_TINH
command-help-undo = restore the maps of before the last load
command-help-agreed = yes: do not ask again
command-help-backup = save the store and boundaries to one file
command-help-replace-file = replace an existing file
command-help-restore = restore the store from a backup
command-help-restore-to = target store; default: the configured one
command-help-replace-store = replace a store that has data
command-help-account = accounts of people: create, list, reset the password, disable
command-help-account-create = create an account; its one-time password is shown once
command-help-account-login = the login, e.g. an.nguyen
command-help-account-name = the name of the person
command-help-account-unit = the unit
command-help-account-role = the role
command-help-account-area = for this area and those below it alone, e.g. 2025-07-01/40
command-help-account-list = list the accounts
command-help-account-reset = reset the password and end all sessions
command-help-account-disable = disable an account and end all sessions
command-help-account-undo = enable the account again
command-help-token = access tokens for machines: create, list, revoke
command-help-token-create = create a token; it is shown once
command-help-token-name = office or system that uses the token
command-help-scope = scope
command-metavar-area = VINTAGE/CODE
command-help-token-area = may send for this area and those below it only, e.g. 2025-07-01/40; may be repeated
command-metavar-code = CODE
command-help-token-indicator = may send this indicator only, e.g. HT01; may be repeated
command-help-token-for = may send numbers (observations) or messages (alerts) only
command-help-days = days of validity; default: without end
command-help-token-list = list the tokens
command-help-token-revoke = revoke a token
command-metavar-number = NUMBER
command-help-token-number = number of the token, see token list
command-help-wall = walls: list them, give and revoke their tokens
command-help-wall-list = list the walls
command-help-wall-token = give a wall a token; it is shown once
command-help-wall-code-listed = code of the wall, see wall list
command-help-wall-revoke = revoke the token of a wall
command-help-wall-code = code of the wall
command-help-submissions = submissions, the newest first: who handed in, when, and whether it counts
command-help-limit = how many
command-help-before = only those before this number
command-help-withdraw = withdraw a submission: numbers as if it had not been handed in
command-help-submission = number of the submission, see submissions
command-metavar-person = PERSON
command-help-by = who withdraws it (required)
command-metavar-reason = REASON
command-help-reason = why it is withdrawn (required)
command-help-withdraw-dry = only show what would change
command-help-trail = trail: tokens, sign-ins, refusals, settings, removals and withdrawals
command-help-verify = verify that the trail is whole; note the digest of the last row elsewhere
command-help-noted = verify that the trail still has the row with a digest noted before
command-metavar-digest = DIGEST
command-metavar-day = DAY
command-help-since = from this day on, e.g. 2026-11-29
command-help-act = only actions of this kind; may be repeated: %(choices)s
command-help-most = how many at most
command-help-csv = print as CSV
command-help-rebuild = compute all rollups again from the loaded observations
command-help-demo = illustrative data: add or remove
command-help-dry-run = only check and show what was read, store nothing
command-help-yes = yes: store, do not ask again

## cli/sheet_options.py

command-help-read-sheet = read an office's sheet for a form and show what was understood; stores nothing
command-help-sheet-indicator = an indicator of the form, e.g. HT01; may be repeated
command-help-sheet-group = all indicators of a group, e.g. HT; may be repeated
command-help-sheet-period = the period of the form, e.g. 2026-09, 2026-Q3
command-help-sheet-area = code of the area of the form, whose communes report; else the program's province
command-help-sheet-level = the level that reports: %(choices)s; else communes
command-help-sheet-json = print the whole reading, cell by cell, as JSON

## cli/log_lines.py

command-log-cut = { $text }… ({ $count } more characters)
command-log-left-out = … ({ $count } characters left out)

## cli/owners.py

command-help-owners = list of responsible units, CSV or XLSX
command-help-export-owners = write the list of responsible units to a CSV file that can be loaded again
command-owners-read = { $count } responsible units were read:
command-owners-valid = The file is valid: { $count } responsible units. Nothing was stored (--dry-run).
command-owners-ask = Store { $count } responsible units?
command-owners-loaded = Loaded: { $new } new responsible units, { $others } changed.
command-owners-exported = { $file } is written.
command-owners-step = responsible units of the file { $file }

## cli/form_options.py

command-help-forms = forms: list, write to a file, load from a file
command-help-forms-list = list the forms
command-help-forms-export = write the forms to a TOML file that can be loaded again
command-help-forms-form = only the form with this code; may be repeated
command-help-forms-import = load the forms of a file; forms that are not in it stay

## cli/forms.py

command-forms-days = opens on day { $opens }, closes on day { $closes } after the period
command-forms-on = in use
command-forms-off = not in use
command-forms-exported = { $count } forms are written to { $file }.
command-forms-valid = The file is valid: { $count } forms. Nothing was stored (--dry-run).
command-forms-imported = Loaded: { $new } new forms, { $others } changed, { $same } as before.
command-forms-large = The file “{ $file }” is too large: at most 1 MB.
command-forms-no-text = The file “{ $file }” is not UTF-8 text. Save it as UTF-8.
