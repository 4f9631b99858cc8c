## ioc/area.py

level-country = country
level-province = province
level-district = district
level-commune = commune
level-village = village

## ioc/sentences/values.py

level-areas-country = country
level-areas-province = provinces
level-areas-district = districts
level-areas-commune = communes
level-areas-village = villages
level-areas-several = units

## callbacks/area/explorer.py

level-choice-country = Country
level-choice-province = Provinces
level-choice-district = Districts
level-choice-commune = Communes
level-choice-village = Villages

## assets/src/core/format.js

level-counted-village = villages
level-counted-commune = communes
level-counted-district = districts
level-counted-province = provinces
level-counted-unit = units

## data/load/areas/areas.py

level-type-country = country
