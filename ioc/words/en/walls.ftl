## data/walls/walls.py

walls-scene-shipped = a shipped scene cannot be changed
    .fix = make a copy and change the copy
walls-scene-shipped-stays = a shipped scene cannot be removed
    .fix = remove it from the playlists

## data/walls/checks.py

walls-indicator-twice = the same indicator twice
    .fix = one indicator per card
walls-no-time = not a time of day
    .fix = write it as 07:30
walls-seconds = not a number of seconds from { $least } to { $most }
    .fix = a whole number, for example 30
walls-play = there is no such play
    .fix = use { $plays }, or leave it empty
walls-play-villages = the scene's map does not count villages
    .fix = choose an indicator to which each village says yes or no: { $indicators }
walls-days = not valid days
    .fix = choose from Monday (1) to Sunday (7)
walls-playlist-length = no scene in the playlist yet, or too many
    .fix = choose 1 to { $most } scenes
walls-playlist-unknown = there is no such playlist
    .fix = choose another one
walls-scene-elsewhere = the wall has no such scene
    .fix = choose one from the wall's playlist
walls-cards =
    { $count ->
        [one] one card
       *[other] { $count } cards
    }
    .fix = choose 1 to { $most } indicators
walls-code = not a valid code
    .fix = use small letters without diacritics, digits and hyphens, 32 at most, for example phong-hop-a
walls-hour-missing = one end of the hours is missing
    .fix = give both or neither
walls-scene-unknown = there is no such scene
    .fix = choose another one
walls-measure = must be { $least } to { $most } { $unit }
    .fix = measure again
walls-no-areas = the store has no areas yet
    .fix = run: python app.py prepare
walls-area-unknown = no such area within the boundaries of { $vintage }
    .fix = choose another area
walls-indicator-missing = no indicator chosen
    .fix = choose one
walls-name-missing = no name yet
    .fix = give a name
walls-hours-empty = the hours are empty
    .fix = give two different times
walls-scene-twice = the same scene twice
    .fix = keep it only once
walls-indicator-unknown = there is no such indicator
    .fix = choose one of the catalogue
walls-name-long = the name is too long
    .fix = use at most 80 letters
walls-map-empty = no commune reports it: the map would be empty
    .fix = choose one that communes or villages report

## data/walls/walls.py

walls-no-scene = There is no scene “{ $code }”.
walls-no-playlist = There is no playlist “{ $code }”.
walls-no-wall = There is no wall “{ $code }”. Walls: { $known }.
walls-scene-used = the scene is in playlists: { $names }
    .fix = change them first
walls-playlist-used = the playlist is shown on walls: { $names }
    .fix = change them first
walls-playlist-stays = the default playlist cannot be removed
    .fix = change its scenes
walls-stays = the default wall cannot be removed
    .fix = change what it shows
walls-token-name = Wall { $name }

## data/walls/checks.py

walls-value = not a valid value
    .fix = choose one of: { $allowed }
walls-action-unknown = there is no such order
    .fix = use one of: { $actions }
walls-choose-vintage = choose one that is loaded

## data/load/catalogue/scenes.py

walls-default-playlist = Default
walls-default-wall = Main screen
