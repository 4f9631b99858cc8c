## api/requests/parameters.py and those that ask it

request-search-empty = Nothing to search for.
request-no-vintage-before = No vintage comes before { $vintage }.
request-area-unknown = No area has this code in vintage { $vintage }.
request-vintage-missing = Missing: codes were reused when areas changed, so a code alone identifies no area.
request-periods-turned = The first period is after the last one ({ $last }).
request-key-missing = This header is required, 1 to 200 characters.
request-no-object = Must be a JSON object.
request-key-twice = This key appears twice in one JSON object.
request-no-json = Not JSON: { $error }
request-no-place = Not a position between pages: copy the address in “next” unchanged.
request-limit = Must be a whole number from 1 to { $most }.
request-no-period = Not a period.
request-parameter-unknown = There is no such parameter.
request-not-allowed = This value is not one of those allowed.
request-parameter-twice = This parameter may be given only once.
request-empty = Empty: give a value or leave the parameter out.
request-long = Longer than { $most } characters.
request-frequency-impossible = { $code } cannot be combined in this way: it is reported by longer periods, or is a median, which needs its samples.
request-reason-missing = Give the reason, as a text.
request-no-whole-number = Must be a whole number.
request-field-unknown = There is no such field.
request-no-day = Must be a day, YYYY-MM-DD.
request-vintage-unnamed = Name the vintage of the area codes: codes were reused.
request-rows = Must be a list of 1 to { $most } rows.

## api/requests/errors.py

request-refused = Invalid parameters.
request-parameter-missing = This parameter is missing.
request-number-large = The number is too large.

## api/gate/refusals.py

request-turned-400 = The address has control characters or cannot be read.
request-turned-405 = This address does not accept this method.
request-turned-408 = The request came too slowly. Send it again.
request-turned-413 = The request is too large.
request-turned-414 = The address is too long.
request-turned-422 = This is not a question of the page. Load the page again.
request-turned-429 = Too many heavy requests from this address are waiting. Wait and try again.
request-turned-503 = The server is busy. Try again soon.
request-larger = More than { $size }.

## api/v1/openapi.py

request-no-address = There is no address { $address }.

## api/requests/parameters.py and those that ask it


## api/doors/application.py

request-foreign-host = This server does not answer to the name in the request (IOC_HOSTS).
