## layouts/wall

wall-chip_green = ● On target
wall-chip_amber = ▲ At risk
wall-chip_red = ■ Behind
wall-chip_no_target = No target
wall-chip_no_data = No data
wall-chip_too_few = Too few reports
wall-up_last = ↑ up { $amount } on the last period
wall-up_last_brief = ↑ { $amount } since last
wall-down_last = ↓ down { $amount } on the last period
wall-down_last_brief = ↓ { $amount } since last
wall-same_last = = as in the last period
wall-same_last_brief = = as last time
wall-gained_last = ↑ not there in the last period
wall-gone_last = ↓ still there in the last period
wall-up_year = ↑ up { $amount } on a year ago
wall-up_year_brief = ↑ { $amount } in a year
wall-down_year = ↓ down { $amount } on a year ago
wall-down_year_brief = ↓ { $amount } in a year
wall-same_year = = as a year ago
wall-same_year_brief = = as a year ago
wall-gained_year = ↑ not there a year ago
wall-gone_year = ↓ still there a year ago
wall-back = Back to the pages
wall-as_of = Figures of { $period }
wall-days_ago = { $count } days ago
wall-months_ago = { $count } months ago
wall-worst = Furthest behind: { $name }
wall-groups = Groups of indicators
wall-group_red = { $count } behind
wall-group_amber = { $count } at risk
wall-group_green = { $count } on target
wall-most_red = Most indicators behind
wall-cards_out = No room for:
wall-news = What changed
wall-week = Verdicts that changed in 7 days
wall-week_none = No verdict has changed
wall-turned_green = now on target
wall-turned_amber = now at risk
wall-turned_red = now behind target
wall-updated_at = updated { $time }
wall-target = Target
wall-no_target = No target set
wall-no_data = Nobody has reported
wall-broken = New method from { $period }
wall-awaited = no { $period } yet
wall-vintage = areas { $name }
wall-former = old { $name }
wall-merger = │ Areas changed { $date }
wall-dashed = ╌ { $rule }
wall-met = Target met
wall-unsettled = (provisional)
wall-missing = { $amount } short
wall-excess = { $amount } over
wall-points = points
wall-new_numbers = New figures of { $count } indicators
wall-changed = Changed
wall-changed_areas = New areas
wall-changed_boundaries = New boundaries
wall-changed_catalogue = New catalogue
wall-changed_withdrawal = Figures withdrawn
wall-changed_verification = Numbers verified
wall-others = and { $count } other { $areas }
wall-rank = Rank { $rank } of { $count } { $areas }
wall-silent = { $silent }/{ $count } { $areas } have not reported
wall-unranked = { $count } { $areas } too few to rank
wall-only_above = Only for { $level }
wall-chip_above = Higher level
wall-no_map = No boundaries for a map yet
wall-no_trend = Updates by itself when figures are handed in
wall-stale = Update failing
wall-updated = Just updated from
wall-lost = Connection lost
wall-lost_at = Figures as of
wall-lost_now = just lost
wall-lost_minutes = { $count } min old
wall-lost_hours = { $count } h old
wall-lost_days = { $count } days old
wall-age_late = Overdue
wall-age_stale = Old figures
wall-order_hold = Held · ordered at { $time }
wall-order_go_on = Resumed · ordered at { $time }
wall-order_other = Ordered at { $time }
wall-play_before = Before the merger
wall-play_after = After the merger
wall-play_converted = converted
wall-play_village = { $at }/{ $count } · { $village }, { $commune }
wall-play_end =
    { $count ->
        [one] { $fact }: 1 village
       *[other] { $fact }: { $count } villages
    }
wall-play_unplaced = without a place on the map: { $count }
wall-play_no_villages = No figures of single villages here: the map stands still
wall-refused = This screen has no valid token
wall-no_screen = There is no screen “{ $name }”
wall-no_screen_fix = See the codes of the screens under Administration, or open /wall for the main one.
wall-refused_fix = Its token has expired or was revoked. An administrator makes a new one under Administration; then open the screen’s start address again.
wall-live = Live
wall-polling = Polling
wall-held = Held
wall-title = Wall
wall-keys = Space: hold or resume. Arrows: previous, next scene. F: full screen.
