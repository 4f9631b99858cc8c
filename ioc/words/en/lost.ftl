## layouts/frame/not_found.py

lost-title = No such page
lost-text = The address may be mistyped or old. Press / to search for an area or an indicator.
lost-home = To the home province
lost-wall = Open the wall
