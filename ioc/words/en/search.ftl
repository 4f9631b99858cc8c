## layouts/frame/search.py

search-areas = Areas
search-indicators = Indicators
search-results = Search results
search-before = until { $date }
search-today = today: { $names }
search-more = and { $count } more
search-not_all = There are more matches: add the name of the commune or province
search-none = No area or indicator matches “{ $text }”. Try fewer letters.
