## callbacks/map/spec.py

map-tier-schematic = ranh giới sơ đồ
    .short = ranh giới sơ đồ
map-tier-outlines = ranh giới tỉnh: { $source }
    .short = ranh giới: © { $source }
map-tier-cells = ranh giới tỉnh: { $source }; { $areas }: sơ đồ
    .short = ô sơ đồ · © { $source }
map-tier-open = ranh giới mở, không chính thức
    .short = ranh giới mở

## assets/src/map/around.js

map-around-laos = Lào
map-around-cambodia = Campuchia
map-around-china = Trung Quốc
map-around-thailand = Thái Lan
map-around-tonkin = Vịnh Bắc Bộ
map-around-east_sea = Biển Đông
map-around-thai_gulf = Vịnh Thái Lan
map-around-credit = Nền: Natural Earth, GSHHG, GeoNames
