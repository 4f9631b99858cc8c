## ioc/sentences/whose.py

whose-self-country = reported by the centre itself
whose-self-province = reported by the province itself
whose-self-district = reported by the district itself
whose-self-commune = reported by the commune itself
whose-self-village = reported by the area itself
whose-self-area = reported by the area itself
whose-provinces = reported by the provinces themselves
whose-inside = reported by the areas inside themselves
whose-side-former = reported by the former area itself
whose-side-new = reported by the new area itself
whose-from-above = { $counted }; a higher level reported for { $count } { $areas }
whose-own = own report
whose-share = { $share }% of { $areas }
whose-share-short = { $share }% in
whose-reported-former = { $reported }/{ $expected } former { $areas } reported
whose-reported-new = { $reported }/{ $expected } new { $areas } reported
whose-not-all = not all have reported
whose-partly = only { $reported }/{ $expected } { $areas } so far
whose-partly-former = only { $reported }/{ $expected } former { $areas } so far
whose-adding-up = { $counted }, adding up to { $value }

## ioc/sentences/completeness.py

whose-within = { $some }/{ $all } { $areas } with data, { $full } in full
whose-areas-before = Areas of the boundaries before { $day }
whose-areas-since = Areas of the boundaries since { $day }
