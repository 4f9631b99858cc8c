## ioc/sentences/owner.py

owner-line = Responsible: { $who }
owner-due = { $who }, due { $day }
owner-unit-person = { $unit } ({ $person })
owner-phone-number = phone { $phone }

## data/load/owners/owners.py

owner-unit-missing = no responsible unit
    .fix = write the unit's name, for example “Sở Y tế”
owner-text-long = longer than { $most } characters
    .fix = shorten it
owner-phone = not a phone number
    .fix = use digits, spaces and points only, for example 0238 384 1234
owner-indicator-and-group = names an indicator and a group of indicators
    .fix = keep one of them: the indicator, or the group, or neither for all indicators
owner-group-unknown = there is no such group of indicators
    .fix = use one of: { $groups }
owner-area-unknown = there is no such area in vintage { $vintage }
    .fix = choose another area or vintage
owner-named-before = this indicator and area have a responsible unit already
    .fix = change that row, or choose another indicator or area
owner-unknown = This responsible unit is no longer in the list.

## api/admin/owner_acts.py

owner-no-day = not a date
    .fix = write it like 31/12/2026, or leave it empty where there is no deadline

## data/load/owners/owner_file.py

owner-none-in-file = the file has no responsible unit
    .fix = fill in at least one row below the heading “Đơn vị chủ trì”
owner-heading-unit = Responsible unit
owner-heading-indicator_code = Indicator code
owner-heading-group_code = Group code
owner-heading-vintage = Vintage
owner-heading-area_code = Area code
owner-heading-person = Person
owner-heading-phone = Phone
owner-heading-deadline = Deadline
owner-all-indicators = all indicators
owner-every-area = every area
