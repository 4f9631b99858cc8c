## data/alerts/message.py

message-field-unknown = there is no such field
    .fix = use { $fields }
message-long = { $count } characters, more than { $most }
    .fix = shorten it: people read it from a distance
message-title-missing = the Vietnamese title is missing
    .fix = send 1 to { $most } characters
message-grade-unknown = there is no such level
    .fix = use { $grades }
message-no-text = not a text
    .fix = send a string
message-wall-unknown = there is no such wall
    .fix = use one of { $known }; leave it out for all walls
message-indicator-unknown = no such indicator in the catalogue
    .fix = see /api/v1/indicators
message-vintage-missing = name the vintage of the area's code: codes were reused
    .fix = use { $codes }
message-vintage-unknown = there is no such vintage
    .fix = use { $codes }
message-area-unknown = no area with this code in vintage { $vintage }
    .fix = see /api/v1/areas
message-no-time = not a time with its offset
    .fix = send for example 2026-11-22T17:00:00+07:00
message-time-out = in the past, or too far ahead
    .fix = choose a time within the next { $days } days

## api/v1/alerts.py

message-refused = The message was refused; nothing was sent.
message-out-of-bounds = This token may not send that message; nothing was sent.
message-busy = The store is busy or cannot be written to; nothing was sent.

## api/v1/alert_models.py

message-example-title = Briefing at 14:00

## api/admin/messages.py

message-no-day = is not a day and a time
    .fix = write a day like 22/11/2026 and a time like 17:00
message-no-key = the form has no key
    .fix = reload the page and send it again
