"""The small country with a crosswalk and a third vintage."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert

from data.load.areas.relations import link_units
from data.store.engine import writing
from data.store.schema import (
    area,
    area_relation,
    vintage,
    vintage_scope,
)
from tests.store.conversions.crosswalk import COMMUNES, FIRST, NEW, NEXT, SECOND, SHARES, SIZES, key
from tests.store.small_country import SmallCountry, build


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    """The small country with a crosswalk and a third vintage of province 40 alone."""
    with writing(engine) as connection:
        small = build(connection)
        connection.execute(
            insert(vintage).values(
                code=NEXT, valid_from=NEXT, valid_to=None, name_vi="", name_en=""
            )
        )
        for province, vintage_code in (("VN", NEW), ("01", NEW), ("40", NEXT)):
            connection.execute(
                insert(vintage_scope).values(
                    vintage=NEXT, province_code=province, area_vintage=vintage_code
                )
            )
        ids = dict(small.areas)
        for ordinal, (code, level) in enumerate(
            [("40", "province"), *((code, "commune") for code in COMMUNES[NEXT])]
        ):
            ident = max(ids.values()) + 1
            parent = ids[key(NEW, "VN") if level == "province" else key(NEXT, "40")]
            ids[key(NEXT, code)] = ident
            connection.execute(
                insert(area).values(
                    id=ident, unit_id=ident, vintage=NEXT, code=code, level=level,
                    parent_id=parent, parent_code="VN" if level == "province" else "40",
                    province_code="40", name=code, full_name=code, search_name=code,
                    source="test", is_demo=False,
                    ordinal=0 if level == "province" else ordinal - 1,
                )
            )  # fmt: skip
        for relation in [*FIRST, *SECOND]:
            connection.execute(
                insert(area_relation).values(
                    from_vintage=relation.source.vintage, from_code=relation.source.code,
                    to_vintage=relation.target.vintage, to_code=relation.target.code,
                    kind=relation.kind.value,
                    **{f"weight_{basis.value}": relation.share(basis) for basis in SHARES},
                )
            )  # fmt: skip
        for (code, vintage_code), people in SIZES.items():
            connection.execute(
                area.update()
                .where(area.c.vintage == vintage_code, area.c.code == code)
                .values(population=people)
            )
        link_units(connection)
        return SmallCountry(ids, small.indicators)
