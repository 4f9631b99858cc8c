## ioc/area.py

level-country = cả nước
level-province = tỉnh
level-district = huyện
level-commune = xã
level-village = thôn

## ioc/sentences/values.py

level-areas-country = cả nước
level-areas-province = tỉnh, thành phố
level-areas-district = huyện
level-areas-commune = xã
level-areas-village = thôn
level-areas-several = đơn vị

## callbacks/area/explorer.py

level-choice-country = Cả nước
level-choice-province = Tỉnh
level-choice-district = Huyện
level-choice-commune = Xã
level-choice-village = Thôn

## assets/src/core/format.js

level-counted-village = thôn
level-counted-commune = xã
level-counted-district = huyện
level-counted-province = tỉnh
level-counted-unit = đơn vị

## data/load/areas/areas.py

level-type-country = quốc gia
