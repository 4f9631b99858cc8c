"""Tables of what numbers are about: areas, indicators, targets, owners, published figures."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    text,
)

from data.store.clean_text import String, Text
from data.store.schema.metadata import metadata

vintage = Table(
    "vintage",
    metadata,
    Column("code", String(10), primary_key=True),
    Column("valid_from", String(10), nullable=False),
    Column("valid_to", String(10)),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
)

# Which vintage's areas a vintage shows, by province ("VN": the country itself). A change in one
# province makes a new vintage, which takes over the other provinces from the one before.
vintage_scope = Table(
    "vintage_scope",
    metadata,
    Column("vintage", String(10), ForeignKey("vintage.code"), primary_key=True),
    Column("province_code", String(2), primary_key=True),
    Column("area_vintage", String(10), ForeignKey("vintage.code"), nullable=False),
)

area = Table(
    "area",
    metadata,
    Column("id", Integer, primary_key=True),
    # The vintage that introduced the area; `vintage_scope` lists the others that still have it.
    Column("vintage", String(10), ForeignKey("vintage.code"), nullable=False),
    Column("code", String(32), nullable=False),
    Column("level", String(10), nullable=False),
    Column("parent_id", Integer, ForeignKey("area.id")),
    Column("parent_code", String(32)),
    # The province that the area lies in (itself for a province, empty for the country).
    Column("province_code", String(2)),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("name_en", Text),
    Column("unit_type", Text),
    Column("search_name", Text, nullable=False),
    Column("lon", Float),
    Column("lat", Float),
    Column("area_km2", Float),
    Column("population", Float),
    Column("households", Float),
    # Where the area came from: package name and version, file name, or "demo".
    Column("source", Text, nullable=False),
    Column("is_demo", Boolean, nullable=False, default=False),
    # Place in the packs of its (vintage, level, root); assigned once, never reused.
    Column("ordinal", Integer, nullable=False),
    # The first area row that is this very unit (same land, nothing else in it); its own id for
    # most. A village carried through three vintages has one `unit_id` in all of them.
    Column("unit_id", Integer, nullable=False),
    UniqueConstraint("vintage", "code"),
    Index("ix_area_parent", "parent_id"),
    Index("ix_area_unit", "unit_id"),
    Index("ix_area_level", "vintage", "level", "province_code", "code"),
)

area_relation = Table(
    "area_relation",
    metadata,
    Column("from_vintage", String(10), primary_key=True),
    Column("from_code", String(32), primary_key=True),
    Column("to_vintage", String(10), primary_key=True),
    Column("to_code", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),  # ioc.crosswalk.Kind
    # Share of the earlier area that goes to the later one, by what it is measured in (1 for
    # "whole"; NULL: not known).
    Column("weight_population", Float),
    Column("weight_households", Float),
    Column("weight_villages", Float),
    Column("weight_area", Float),
    # The words of the decree or the file, and its source.
    Column("note", Text, nullable=False, default=""),
    Column("source", Text, nullable=False, default=""),
    Index("ix_area_relation_to", "to_vintage", "to_code"),
)

indicator_group = Table(
    "indicator_group",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("group_code", String(16), ForeignKey("indicator_group.code"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    # For headings, cards and the wall; empty: the full name takes its place.
    Column("short_vi", Text, nullable=False, default="", server_default=text("''")),
    Column("short_en", Text, nullable=False, default="", server_default=text("''")),
    Column("numerator_vi", Text, nullable=False),
    Column("numerator_en", Text, nullable=False),
    Column("denominator_vi", Text),  # NULL: a count, no denominator
    Column("denominator_en", Text),
    # What the denominator counts, for "thiếu 14 thôn"; empty: the missing cannot be counted.
    Column("noun_vi", Text, nullable=False, default="", server_default=text("''")),
    Column("noun_en", Text, nullable=False, default="", server_default=text("''")),
    Column("unit_vi", Text, nullable=False),
    Column("unit_en", Text, nullable=False),
    Column("factor", Float, nullable=False),  # value = numerator / denominator * factor
    Column("direction", String(4), nullable=False),  # ioc.indicator.Direction
    Column("space_rule", String(20), nullable=False),  # ioc.indicator.SpaceRule
    Column("time_rule", String(20), nullable=False),  # ioc.indicator.TimeRule
    Column("frequency", String(8), nullable=False),  # ioc.period.Frequency
    Column("lowest_level", String(10), nullable=False),  # ioc.area.Level
    # How its numbers are converted between vintages, and the weight tried first for divided areas.
    Column("vintage_rule", String(24), nullable=False),  # ioc.crosswalk.VintageRule
    Column("weight_basis", String(12), nullable=False),  # ioc.crosswalk.Basis
    # From this share of parts on, their sum goes before the number that an area reported itself.
    Column("complete_share", Float, nullable=False, default=1.0, server_default="1"),
    Column("decimals", Integer, nullable=False),
    Column("source_vi", Text, nullable=False),
    Column("source_en", Text, nullable=False),
    Column("trap_vi", Text, nullable=False, default=""),
    Column("trap_en", Text, nullable=False, default=""),
)

# From this period on the indicator is measured otherwise: earlier numbers are never joined with it.
series_break = Table(
    "series_break",
    metadata,
    Column("indicator_id", Integer, ForeignKey("indicator.id"), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("reason_vi", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("source", Text, nullable=False),
)

target = Table(
    "target",
    metadata,
    Column("indicator_id", Integer, ForeignKey("indicator.id"), primary_key=True),
    # Level that the target holds for; "" = every level.
    Column("level", String(10), primary_key=True, default=""),
    # Area that the target holds for; "" = every area of the level.
    Column("vintage", String(10), primary_key=True, default=""),
    Column("area_code", String(32), primary_key=True, default=""),
    Column("period", String(10), primary_key=True),  # a year to meet it by; "" = standing
    Column("value", Float, nullable=False),
    Column("source_vi", Text, nullable=False),
    Column("source_en", Text, nullable=False),
    Column("checked", String(16), nullable=False),  # verified | partly | not_verified
)

# Who answers for a number: one row per indicator or group ("" and "": all) and area ("": every).
owner = Table(
    "owner",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator_code", String(32), nullable=False),
    Column("group_code", String(16), nullable=False),
    # The vintage that stores the area's row; with area_code.
    Column("vintage", String(10), nullable=False),
    Column("area_code", String(32), nullable=False),
    Column("unit", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("deadline", String(10)),  # ISO day
    Column("is_demo", Boolean, nullable=False),
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", Text, nullable=False),
    UniqueConstraint("indicator_code", "group_code", "vintage", "area_code"),
)

published_figure = Table(
    "published_figure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("vintage", String(10), nullable=False),
    Column("area_code", String(32), nullable=False),
    Column("level", String(10), nullable=False),  # level that the figure speaks of
    Column("period", String(10), nullable=False),
    Column("indicator_code", String(64), nullable=False),  # may lie outside the catalogue
    Column("is_target", Boolean, nullable=False),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("value", Float, nullable=False),
    Column("unit", Text, nullable=False),
    Column("as_published", Text, nullable=False),
    Column("source_title", Text, nullable=False),
    Column("source_date", String(10), nullable=False),
    Column("publisher", Text, nullable=False, server_default=text("''")),  # empty: not known
    Column("source_address", Text, nullable=False, server_default=text("''")),  # empty: not known
)
