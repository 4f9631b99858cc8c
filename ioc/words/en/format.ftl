## assets/src/core/format.js

format-unit = Unit
format-target = Target
format-reported = reported
format-reportedAlone = Reported
format-tooFew = … Too few reports for a verdict
format-below = under
format-notReported = Not reported
format-incomplete = Reports incomplete
format-movedSpot = Drawn in its commune; the reported point lies outside this outline
format-inkLow = Strongest colour: lowest number
format-inkHigh = Strongest colour: highest number
format-since = since { $period }
format-sinceAtLeast = at least since { $period }
format-noShape = No boundary
format-notCompared = Not comparable
format-loading = Loading map…
format-loadingData = Loading figures…
format-empty = No data for this period
format-emptyHint = Choose another period or wait for reports.
format-never = Nobody has reported yet
format-neverHint = The map updates when figures arrive.
format-noAreas = No areas at this level
format-noAreasHint = Load the list of areas (villages…), then reload the page.
format-noLand = No boundaries to draw a map
format-noLandHint = Load boundaries for this level, then reload the page.
format-failed = The map could not be loaded
format-failedData = Figures could not be loaded
format-stillShown = Still showing
format-offline = The server cannot be reached.
format-server = The server answered with error
format-retry = Try again
format-zoomIn = Zoom in
format-zoomOut = Zoom out
format-reset = Whole area
format-legend = Legend
format-map = Map
format-keys = Arrow keys move between areas, Enter selects, Enter again opens the level below, + and − zoom, 0 shows the whole area.
format-hoangSa =
    Hoàng Sa
    Archipelago
format-truongSa =
    Trường Sa
    Archipelago
format-source = Source
format-period = Period
format-provisional = provisionally { $amount } if areas without a report keep their last number
