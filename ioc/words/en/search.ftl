## layouts/frame/search.py

search-areas = Areas
search-indicators = Indicators
search-published = Published figures
search-results = Search results
search-before = until { $date }
search-today = today: { $names }
search-more = and { $count } more
search-not_all = There are more matches: add the name of the commune or province
search-not_all_others = There are more matches: add a word to narrow them down
search-none = No area, indicator or published figure matches “{ $text }”. Try fewer letters.

## callbacks/frame/shell.py

search-published_only = published only: { $area }, { $period }
