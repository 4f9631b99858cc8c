## data/store/damage.py

-store-restore = Stop the program, keep this file and restore the newest backup: python app.py restore BACKUP --force
store-damaged = The store is damaged. { -store-restore }.
store-no-store = “{ $file }” is not a store, or the head of the file is damaged. { -store-restore }; or set IOC_VAR to another folder.
store-cut-off = The store “{ $file }” is cut off: only { $there } of { $wanted } bytes are left. { -store-restore }.
store-unreadable = The store “{ $file }” cannot be read. { -store-restore }.
store-full = The disk of the store is full. Free some space, then try again.
store-locked = The store is busy. Try again in a few seconds.
store-unreachable = The store does not answer. Try again in a few seconds.
store-empty = The store has no areas or no indicators yet. Run: app.py prepare

## data/load/machines/group_commit.py

store-busy = The store is busy or cannot be written to; nothing was written.
store-busy-because = { $cause } Nothing was written.
store-key-reused = Idempotency-Key “{ $key }” was used with another body; nothing was written.
store-key-used = The key “{ $key }” was used with another body; use a new one.

## data/migrate.py

store-newer-data = The data are of version { $version } of the store, which is later than this program. Update the program.
store-newer = The store is of version { $versions }, which is later than this program (version { $ours }). Update the program, or set IOC_DATABASE_URL / IOC_VAR to another store.

## data/store/early.py

store-early = The store was made by a very early trial version: table { $table } lacks column { $column }, which cannot be computed. Set IOC_VAR (or IOC_DATABASE_URL) to a new store, run `app.py prepare` and load the files again; the old store is not changed.
