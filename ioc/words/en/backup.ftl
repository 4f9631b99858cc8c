## data/backup/backup.py

backup-file-there = File “{ $file }” already exists. Choose another name, or add --force to replace it.
backup-nothing-to-save = There is no store to save: run python app.py prepare first.
backup-running = Another backup is writing file “{ $file }”.
backup-disk-full = The disk has no room to write “{ $place }”. Free some space, or write elsewhere; nothing was changed.
backup-unwritable = Cannot write “{ $place }”: { $reason }.
backup-store-full = The disk has no room for the store ({ $reason }); nothing was changed.
backup-no-file = There is no file “{ $file }”. Check the path.
backup-newer = The backup was made by version { $theirs }, which is later than this program (version { $ours }). Update the program.
backup-checking = Checking the backup…
backup-broken = File “{ $file }” is damaged, cut off or not a backup ({ $reason }). Use another backup; nothing was changed.

## data/backup/restore.py

backup-no-room = The disk has no room: about { $need } MB are needed, “{ $folder }” has { $free } MB. Free some space, or set IOC_VAR to another folder; nothing was changed.
backup-other-tables = The tables in the backup are not those of the version of the store that it names.
backup-restoring = Restoring { $table }: { $rows } rows…
backup-comparing = Comparing with the backup…
backup-unlike = Table { $table } differs from the backup after restoring ({ $rows }/{ $saved } rows); nothing was changed.
backup-store-open = Another program has the target store open. Stop the server (Ctrl+C) and restore again; nothing was changed.
backup-store-not-empty = The target store has data. Add --force to replace all of it with the backup; nothing was changed.
