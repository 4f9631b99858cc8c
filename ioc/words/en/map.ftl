## callbacks/map/spec.py

map-tier-schematic = schematic boundaries
    .short = schematic boundaries
map-tier-outlines = province boundaries: { $source }
    .short = boundaries: { $source }
map-tier-cells = province boundaries: { $source }; { $areas }: schematic
    .short = schematic · { $source }
map-tier-open = open boundaries, unofficial
    .short = open boundaries
