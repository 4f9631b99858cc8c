## callbacks/map/spec.py

map-tier-schematic = schematic boundaries
    .short = schematic boundaries
map-tier-outlines = province boundaries: { $source }
    .short = boundaries: © { $source }
map-tier-cells = province boundaries: { $source }; { $areas }: schematic
    .short = schematic · © { $source }
map-tier-open = open boundaries, unofficial
    .short = open boundaries

## assets/src/map/around.js

map-around-laos = Laos
map-around-cambodia = Cambodia
map-around-china = China
map-around-thailand = Thailand
map-around-tonkin = Gulf of Tonkin
map-around-east_sea = East Sea
map-around-thai_gulf = Gulf of Thailand
map-around-credit = Surroundings: Natural Earth, GSHHG, GeoNames
