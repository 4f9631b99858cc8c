## layouts/area/lineage_picture.py

lineage-since = changed on { $date }
lineage-same = unchanged
lineage-renamed = renamed, same land
lineage-whole = all of it
lineage-part = part of it
lineage-share = { $share } of its { $basis }
lineage-population = people
lineage-households = households
lineage-villages = villages
lineage-area = land
lineage-communes = { $count } of { $all } communes
lineage-to = into { $name }
lineage-of = from { $name }
lineage-here = this page
lineage-weightless = Where no share is given, the share of a divided part is unknown.

## data/load/reorganisation/areas.py

lineage-carried = unchanged

## data/load/areas/relations.py

lineage-same-code = same village code
