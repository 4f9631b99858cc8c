## ioc/settings.py

setting-var = Folder for everything that the program creates
setting-database-url = SQLAlchemy URL; empty: SQLite in <IOC_VAR>/ioc.sqlite
setting-host = Address to listen on
setting-port = Port to listen on
setting-workers = Number of worker processes
setting-province = Code of the home province (present vintage)
setting-language = Default language
setting-demo = Load illustrative data when a store is prepared for the first time
setting-poll-seconds = Seconds between two checks of an SQLite store for new commits
setting-lists-at-once = Lists for other programs that each process prepares at once
setting-waiting = Exports and lists of one address that may wait in each process
setting-alert-seconds = Seconds that each alert stays on a wall
setting-office = Name of the office on walls, reports and prints; empty: none
setting-office-en = Name of the office in English; empty: the Vietnamese one
setting-emblem = File with the emblem of the office (PNG or SVG); empty: none
setting-view = Who may view: everybody, or signed-in (people who signed in, programs and walls with a token)
setting-counts = from when on numbers of forms count: handed-in (at once, marked as preliminary) or verified (once they are verified)
setting-show-persons = Show names and phones of responsible persons on pages that everybody can open; by default only units
setting-proxies = Proxies in front whose headers for address, scheme and host count
setting-hosts = Host names that the server answers to; empty: all
setting-hsts = Seconds for which browsers use HTTPS only; 0: not sent
setting-session-idle = Minutes after which an idle session ends
setting-session-hours = Longest session in hours
setting-session-key = Key that seals sessions while the store cannot be written to; empty: a new one at each start
setting-access-log = Write a line for each request
setting-log-folder = Folder of the log; empty: written to stderr
setting-log-megabytes = Greatest size of a log file in MB
setting-log-files = How many old log files are kept
setting-today = The day that the program takes for today, for tests and demonstrations; empty: today
setting-refused =
    Cannot start: environment variables have values that cannot be used:
    { $faults }
setting-fault = { $name } = “{ $value }” ({ $meaning }): it takes { $takes }.
setting-one-of = one of: { $values }
setting-day = a day like 2026-11-30
setting-yes-no = 1 (yes) or 0 (no)
setting-between = a number from { $least } to { $most }
setting-other = a value as docs/configuration.md says
