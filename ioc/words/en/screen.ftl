## assets/src

screen-converted = converted figures
screen-areas_former = former { $areas }
screen-areas_new = new { $areas }
screen-no_answer = The server has not answered; the figures shown are those of the last view.
screen-new_version = The program has a new version; please reload the page.
screen-no_definition = The definition could not be loaded; close it and open it again.
screen-outlines = Dashed: boundaries { $name }
screen-handle = Drag to compare the boundaries
screen-fresh_mark = just updated
screen-fresh_none = Just updated.
screen-fresh_some =
    { $count ->
        [one] Just updated: { $count } area.
       *[other] Just updated: { $count } areas.
    }
screen-filter_hides = The filter hides { $some } of { $all } areas
screen-open = Open
screen-click_hint = Click an area to see its number, click again to open its page.
