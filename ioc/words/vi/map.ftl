## callbacks/map/spec.py

map-tier-schematic = ranh giới sơ đồ
    .short = ranh giới sơ đồ
map-tier-outlines = ranh giới tỉnh: { $source }
    .short = ranh giới: { $source }
map-tier-cells = ranh giới tỉnh: { $source }; { $areas }: sơ đồ
    .short = ô sơ đồ · { $source }
map-tier-open = ranh giới mở, không chính thức
    .short = ranh giới mở
