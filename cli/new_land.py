"""Draws the land of vintages that reorganisations made, from that of earlier vintages."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.areas import read_areas, read_vintages
from data.queries.land_parts import read_land_parts
from ioc.area import SHIPPED_VINTAGES
from ioc.settings import Settings


def draw_new_land(settings: Settings, connection: Connection, vintage: str) -> int:
    """Draw the land of a vintage that a file made; return how many maps were published."""
    from geo.reorganised import publish_reorganised

    codes = [each.code for each in read_vintages(connection)]
    parts = read_land_parts(connection, vintage)
    if parts.empty or vintage in {each.code for each in SHIPPED_VINTAGES}:
        return 0
    before = codes[codes.index(vintage) - 1]
    areas = read_areas(connection, vintage)
    reports = publish_reorganised(settings.published, vintage, areas, parts, before)
    return sum(len(report.published) for report in reports)


def draw_later_land(settings: Settings, connection: Connection, vintage: str) -> int:
    """Redraw later vintages that are joined from an earlier one whose land has changed."""
    codes = [each.code for each in read_vintages(connection)]
    return sum(
        draw_new_land(settings, connection, code) for code in codes[codes.index(vintage) + 1 :]
    )
