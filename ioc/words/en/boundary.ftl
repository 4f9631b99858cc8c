## geo/boundaries.py

boundary-more-faults =
    { $count ->
        [one] … and one more fault
       *[other] … and { $count } more faults
    }
    .fix = correct those above, then load it again
boundary-no-level = vintage { $vintage } has no areas of { $level }
    .fix = check the vintage and the level
boundary-area-twice = area { $code } ({ $name }) already has polygon { $place }
    .fix = correct the code of one of the two, or join them
boundary-step-read = Reading the file
boundary-step-match = Comparing codes and names
boundary-feature = feature { $number }
boundary-step-check = Checking shapes
boundary-step-place = Comparing places with known points

## geo/by_place.py

boundary-left-out = “{ $name }”: { $reason }
boundary-left-nameless = it has no name
boundary-left-nowhere = no point of the store lies in this shape
boundary-left-other-name = it lies in { $area } (code { $code }), which has another name
boundary-left-other-land = it has the name of { $area } (code { $code }) and other land: { $inside } of its { $all } communes and { $others } of other areas lie in the shape

## geo/columns.py

boundary-columns-unknown = no column of codes or names was recognised
    .fix = map a column by hand, for example code=MAXA; { $columns }

## geo/kept_land.py

boundary-kept-covered = this area is not in the file, and the new shapes cover almost all of its present shape
    .fix = load a file with all areas of the province

## geo/layers.py

boundary-covered = other shapes of the file cover this polygon completely
    .fix = correct the overlapping polygons in a GIS program

## geo/placement.py

boundary-shifted-system = shapes lie about { $away } from the known points of { $count } areas: the coordinate system is not the one named
    .fix = perhaps you should { $words }; then only { $left } remain
boundary-shifted = all shapes lie { $away } to the { $side } of the known points of { $count } areas
    .fix = check the coordinate system and central meridian with which the file was exported
boundary-exchanged = the shapes of these areas are exchanged: known points and sizes fit each other's shapes
    .fix = exchange the codes (or shapes) of these polygons
boundary-points-exchanged = The known points of { $names } lie in each other's shapes, but sizes agree: kept as in the file.
boundary-maybe-exchanged = The shapes of { $names } may be exchanged: the known point of each area lies in the shape of the other.
boundary-area-away = { $name } is { $distance } away
boundary-area-size = { $name } { $size } km² (known: { $listed })
boundary-sizes-differ = Sizes differ many times over from the known ones: { $areas }.
boundary-lies-under = { $share } of { $small } lies under { $large }
boundary-overlap = Features overlap; the common part can be drawn for one of them only: { $areas }.
boundary-question = { $message }. What to do: { $fix }.
boundary-outside-but-sized = The known point lies outside the shape, but sizes agree: { $areas }.
boundary-outside = The shape does not contain the known point of the area: { $areas }.
boundary-more-cases = { $listed }; … and { $count } other cases

## geo/publish_plan.py

boundary-too-few = the file has boundaries of only { $count } areas, too few to replace the present map
    .fix = load a file with { $needed }

## geo/repair.py

boundary-no-shape = a row without a shape
    .fix = draw it, or delete the row
boundary-no-polygon = the shape is not a polygon (it is { $kind })
    .fix = export the layer of polygons, not of lines or points
boundary-broken = the shape is broken and cannot be repaired ({ $reason })
    .fix = correct it in a GIS program

## geo/source/archive.py

boundary-archive-empty = the archive has no file of boundaries
    .fix = use { -boundary-formats }
boundary-archive-locked = the archive has a password
    .fix = pack it again without one
boundary-archive-nested = the archive contains only archives
    .fix = unpack it and load its content
boundary-archive-odd = the archive is packed in an unusual way
    .fix = pack it again as a plain .zip
boundary-archive-broken = the archive is damaged or cut off
    .fix = pack it again, or copy the file again
boundary-archive-large = more than { $size } MB after unpacking
    .fix = split it by provinces, or leave out columns and layers

## geo/source/database.py

boundary-other-format = the content does not match the extension, or the file is damaged
    .fix = export it again as { -boundary-formats }
boundary-no-layer = the file has no layer with shapes
    .fix = export it again as { -boundary-formats }
boundary-no-geopackage = not a GeoPackage
    .fix = export it again as { -boundary-formats }
boundary-geopackage-broken = the GeoPackage is damaged or cut off
    .fix = export it again
boundary-foreign-table = a table of the file refers to another source and is not read
    .fix = export the layer of boundaries again
boundary-content-differs = the content does not match the extension
    .fix = export it again as { -boundary-formats }
boundary-too-many = the file has too many shapes
    .fix = export only the layer of administrative boundaries
boundary-file-broken = the file is damaged or cut off
    .fix = export it again as { -boundary-formats }

## geo/source/geojson.py

boundary-no-geojson = not GeoJSON
    .fix = export it again as { -boundary-formats }
boundary-system-unclear = the coordinate system named in the file is not recognised
    .fix = remove the part crs and name the system with --crs, for example --crs VN2000:104.75
boundary-several-systems = the files of the archive name several coordinate systems
    .fix = export all of them in one system
boundary-geojson-large = a GeoJSON file of more than { $size } MB
    .fix = export it as GeoPackage, or split it by provinces
boundary-topojson = TopoJSON is not read yet
    .fix = export it again as { -boundary-formats }
boundary-arcgis = ArcGIS's own JSON
    .fix = export it as GeoJSON (f=geojson)
boundary-no-utf8 = the text is not UTF-8
    .fix = save it as UTF-8
boundary-too-deep = too deeply nested
    .fix = export it again as { -boundary-formats }
boundary-geojson-broken = not GeoJSON, or cut off (line { $row }, character { $place })
    .fix = export it again as { -boundary-formats }
boundary-number-long = a number is far too long
    .fix = export it again as { -boundary-formats }

## geo/source/kml.py

boundary-kml-broken = not KML, or cut off (line { $row }, character { $place })
    .fix = export it again as { -boundary-formats }
boundary-kml-unreadable = the KML cannot be read
    .fix = export it again as { -boundary-formats }

## geo/source/layers.py

boundary-several-layers = the file has { $count } layers; which one to read is not clear
    .fix = name one with --layer; the file has: { $names }
boundary-layer-unknown = the file has no such layer
    .fix = the file has: { $names }

## geo/source/read.py

boundary-no-row = the file has no shapes
    .fix = check the exported layer
boundary-kind-unread = { $kind } files are not read yet
    .fix = open it in QGIS and export it as { -boundary-formats }
boundary-no-file = not a file
    .fix = give the path of the file of boundaries
boundary-file-large = a file of more than { $size } MB
    .fix = split it by provinces
boundary-kind-unknown = files of this kind are not read
    .fix = use { -boundary-formats }
boundary-vertices = shapes of more than { $count } million vertices
    .fix = simplify them, or split the file
boundary-archive-kind = this is a { $kind } file
    .fix = pack it again as .zip
boundary-archive-unread = archives of this kind are not read yet
    .fix = pack it again as .zip
boundary-system-replaced = Used the requested coordinate system { $named } instead of { $stated }, which the file names.
boundary-latitude-first = Coordinates had latitude before longitude; they were swapped.
boundary-system-assumed = The file names no coordinate system: read as longitude, latitude WGS 84.
boundary-system-changed = Transformed from coordinate system { $name } to WGS 84.
boundary-utm-zone = UTM zone

## geo/source/shapefile.py

boundary-dbf-broken = the .dbf is damaged or cut off
    .fix = export the layer again
boundary-dbf-missing = the .dbf (table of attributes) beside the .shp is missing
    .fix = pack .shp, .shx, .dbf and .prj into one .zip
boundary-dbf-differs = the .shp has { $shapes } shapes and the .dbf { $rows } rows
    .fix = export the layer again; the two files do not belong together
boundary-dbf-letters = the encoding of the .dbf is not recognised
    .fix = export it in UTF-8
boundary-no-shp = the .shp is damaged, or not a Shapefile
    .fix = export the layer again
boundary-shp-other = the .shp is not a Shapefile
    .fix = export the layer again
boundary-shp-broken = the .shp is damaged or cut off
    .fix = export the layer again
boundary-prj-unknown = The coordinate system in the .prj file is not recognised; the file is read as if it named none.

## geo/coordinates/systems.py

boundary-system-unknown = there is no such coordinate system
    .fix = write an EPSG code, EPSG:4326 for example, or VN2000:<central meridian>, VN2000:104.75 for example
boundary-zone = VN-2000, central meridian { $meridian }°

## geo/village_checks.py

boundary-villages-out = the points of { $out } of { $count } villages lie more than { $distance } outside their commune ({ $examples })
    .fix = check longitude, latitude and the communes' codes: rows may have slipped, or the coordinates are not WGS 84
boundary-village-away = { $name }: { $distance } away
boundary-villages-near = { $count } villages have coordinates outside the schematic cell of their commune. A cell is not a real boundary: coordinates stay as in the file, maps draw these villages inside the cell.
boundary-villages-outside = { $count } villages have coordinates outside their commune's boundary ({ $villages }). The store keeps the coordinates of the file; maps draw these villages inside their commune. What to do: check coordinates and commune codes of these villages.
boundary-villages-far = { $count } villages have coordinates very far from their commune ({ $villages }). The store keeps the coordinates of the file; maps draw these villages inside their commune. What to do: check coordinates and commune codes of these villages.
boundary-more-villages = { $listed }; … and { $count } other villages

## geo/source/refusal.py

-boundary-formats = GeoJSON, GeoPackage, Shapefile (.zip), FlatGeobuf or KML/KMZ

## geo/boundaries.py

boundary-level-province = provinces
boundary-level-district = districts
boundary-level-commune = communes
boundary-match-in-vintage = { $fault } in vintage { $vintage }
    .fix = correct code or name, or add columns with the names of district and province
boundary-likely-system = perhaps you should { $words }; then shapes lie on the known points of their areas
boundary-vintage-codes = the file does not belong to vintage { $vintage }: only { $share } of its shapes match by code
boundary-vintage-names = the file does not belong to vintage { $vintage }: only { $share } of its shapes match by name
boundary-vintage-both = the file does not belong to vintage { $vintage }: only { $share } of its shapes match by code and name
boundary-better-vintage = the file fits vintage { $vintage } better ({ $share }): load it for that vintage
boundary-check-vintage = check the vintage, the level and the column of codes

## geo/matching.py

boundary-code-unknown = no code { $codes }
    .fix = correct code or name
boundary-code-missing = no code
    .fix = correct code or name
boundary-name-unknown = { $unknown }, and no area has this name
    .fix = correct code or name
boundary-name-ambiguous = { $unknown }, and { $count } areas have this name
    .fix = correct code or name
boundary-name-other = code { $code } is { $name }, but the name is that of { $other } (code { $other_code })
    .fix = correct code or name

## geo/columns.py

boundary-field-unknown = a column cannot be mapped to this field
    .fix = use one of: { $fields }
boundary-column-unknown = the file has no such column
    .fix = { $columns }
boundary-columns = columns of the file: { $names }
boundary-columns-none = none

## geo/publish_plan.py

boundary-every-province = all provinces
boundary-half-province = at least half of the areas of the province

## geo/placement.py

boundary-slipped = { $off } of { $count } shapes do not lie at the known point of their area{ $examples }
    .fix = codes or names have slipped by some rows: join the table to the shapes again and export it
boundary-slipped-example = { $name }: the shape lies at { $place }
boundary-slipped-examples = { " " }({ $examples })
boundary-side-east = east
boundary-side-west = west
boundary-side-north = north
boundary-side-south = south

## geo/repair.py

boundary-kind-point = a point
boundary-kind-line = a line
boundary-kind-other = of another kind
boundary-reason-crosses = its border crosses itself
boundary-reason-ring-crosses = a ring crosses itself
boundary-reason-few = too few points
boundary-reason-hole-outside = a hole lies outside the shape
boundary-reason-apart = its interior is disconnected
boundary-reason-holes = a hole inside a hole
boundary-reason-shells = a polygon inside a polygon
boundary-reason-rings = two identical rings
boundary-reason-open = a ring is not closed
boundary-reason-invalid = not valid

## geo/source

boundary-not-numbers = coordinates that are not numbers (NaN, infinite or empty)
    .fix = correct the shape in a GIS program, then export it again
boundary-few-points = a border of fewer than three points
    .fix = correct the shape in a GIS program, then export it again
boundary-shape-unreadable = the shape cannot be read
    .fix = correct the shape in a GIS program, then export it again
boundary-shape-other = the shape is not a polygon (a point or a line)
    .fix = correct the shape in a GIS program, then export it again
boundary-shape-abroad = coordinates outside Vietnam
    .fix = correct the shape in a GIS program, then export it again
boundary-abroad = coordinates outside Vietnam{ $where }
    .fix = check the file's coordinate system, or name it, for example --crs VN2000:104.75 or --crs EPSG:3405
boundary-abroad-where = { " " }({ $west }–{ $east }° E, { $south }–{ $north }° N)
boundary-system-missing = the file names no coordinate system and its coordinates are not longitude and latitude
    .fix = check the file's coordinate system, or name it, for example --crs VN2000:104.75 or --crs EPSG:3405
boundary-use-wgs = write longitude before latitude and name --crs EPSG:4326
boundary-use-wgs-turned = swap longitude and latitude and name --crs EPSG:4326
boundary-use-vn2000 = name --crs EPSG:4756 (VN-2000)
boundary-use-zone = name --crs VN2000:{ $meridian } (3° zone, central meridian { $written })
boundary-use-zone-turned = name --crs VN2000:{ $meridian } (3° zone, central meridian { $written }) and swap the two columns (north and east)
boundary-use-code = name --crs { $code }
boundary-use-code-turned = name --crs { $code } and swap the two columns (north and east)
boundary-archive-entries = the archive has { $count } entries, more than { $most }
    .fix = pack only the files of boundaries

## geo/fetch.py

boundary-no-source = There is no source of boundaries “{ $name }”. Use one of: { $names }.
boundary-not-pinned = Source { $name } has no SHA-256 yet. Compute it from a file that you trust and give it with --sha256.
boundary-other-hash = The SHA-256 of file { $file } is not right: expected { $expected }, got { $actual }. The file was removed; check the source or the copy, then fetch it again.
boundary-no-mirror-file = There is no file { $place }. Name the folder that holds { $name }, or the file itself.
boundary-address-broken = Address { $address } is written wrongly. Check --mirror.
boundary-server-says = The server answers { $code } for { $address }. Use --mirror with another place, or with a folder that has the file.
boundary-fetch-slow = ; the server did not answer in time
boundary-fetch-lost = ; the connection was lost
boundary-fetch-cut = Fetching { $address } did not finish ({ $bytes } bytes are here{ $reason }). Run the command again to go on.
boundary-file-longer = The file at { $place } is longer than { $most } bytes, so it is not the pinned one. Check the source or the copy.

## geo/provenance.py

boundary-sources-kept = ; { $count } areas keep the shapes of: { $sources }

## geo/publish.py

boundary-voronoi = Voronoi cells around the points of the areas
boundary-step-clean = Cleaning boundaries
boundary-step-draw = Drawing map { $number }

## geo/publish_lock.py

boundary-publishing = Another process{ $who } is publishing boundaries into { $folder }. Wait until it has finished, then run this command again.
boundary-publisher = { " " }(process { $number }, since { $since })

## geo/reorganised.py

boundary-joined-source = Joined from boundaries before the reorganisation: { $sources }

## geo/source/letters.py

boundary-letters-changed = The file's letters are { $letters }: changed to Unicode.
