"""The tables of the store (SQLAlchemy Core; the same on SQLite and PostgreSQL).

`area.id`, `indicator.id` and `submission.id` are keys inside one store only: files, URLs and
the API speak (vintage, code) and indicator codes.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from data.store.clean_text import String, Text

metadata = MetaData()

# Version of the rules by which rollups and packs follow from reports (data/numbers/rollups.py).
# A store computed by an earlier version is computed anew (data/migrate.py).
RECKONING = 2

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
    Column("numerator_vi", Text, nullable=False),
    Column("numerator_en", Text, nullable=False),
    Column("denominator_vi", Text),  # NULL: a count, no denominator
    Column("denominator_en", Text),
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
    *(Column(name, Float) for name in ("numerator", "denominator")),
    Column("value", Float, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("unit", "as_published", "source_title")),
    Column("source_date", String(10), nullable=False),
    Column("publisher", Text, nullable=False, server_default=text("''")),  # empty: not known
    Column("source_address", Text, nullable=False, server_default=text("''")),  # empty: not known
)

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # file | demo | api
    Column("state", String(16), nullable=False),  # accepted | locked | withdrawn
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sender", Text, nullable=False, default=""),
    Column("received_at", String(32), nullable=False),  # ISO, UTC
    Column("rows", Integer, nullable=False),
    Column("replaces_id", Integer, ForeignKey("submission.id")),
)

# Who withdrew a submission and why. Its observations stay on record and count no more.
withdrawal = Table(
    "withdrawal",
    metadata,
    Column(
        "submission_id", Integer, ForeignKey("submission.id"), primary_key=True, autoincrement=False
    ),
    Column("withdrawn_at", String(32), nullable=False),  # ISO, UTC
    Column("withdrawn_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# Observations as reported, never edited. The newest submission that is not withdrawn counts.
# The key begins with the indicator: a submission is mostly one indicator of many areas, and its
# rows lie together then, however many other indicators there are. A query about an area alone names
# the indicators as well (`data.queries.keys.of_any_indicator`).
observation = Table(
    "observation",
    metadata,
    Column("indicator_id", Integer, primary_key=True, autoincrement=False),
    Column("area_id", Integer, primary_key=True, autoincrement=False),
    Column("period", String(10), primary_key=True),
    Column("submission_id", Integer, primary_key=True, autoincrement=False),
    Column("numerator", Float),
    Column("denominator", Float),
    # Only where parts are unknown or mean nothing (percent alone, median, score).
    Column("value", Float),
    sqlite_with_rowid=False,
)

# Numbers of parents computed from their children's reports, and cells converted from another
# vintage, ready to read. Cells of areas that reported themselves and have no reporting child are in
# `observation` only; a village that is the same unit in another vintage (`area.unit_id`) is read
# from its reports there.
rollup = Table(
    "rollup",
    metadata,
    Column("indicator_id", Integer, primary_key=True, autoincrement=False),
    Column("area_id", Integer, primary_key=True, autoincrement=False),
    Column("period", String(10), primary_key=True),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("reported", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("demo", Integer, nullable=False),  # how many of `reported` are demo data
    # How many of `reported` were converted from another vintage, how many of those by a weight, and
    # which one (ioc.crosswalk.BASIS_CODES; 0: none).
    Column("converted", Integer, nullable=False, default=0),
    Column("estimated", Integer, nullable=False, default=0),
    Column("basis", Integer, nullable=False, default=0),
    # For how many of `reported` an area above them reported in their place.
    Column("own", Integer, nullable=False, default=0, server_default="0"),
    # Whose number is shown (ioc.rollup.Voice), and the other one, kept beside it: the sum of the
    # areas below, or what the area reported itself.
    Column("voice", Integer, nullable=False, default=0, server_default="0"),
    Column("beside_reported", Integer, nullable=False, default=0, server_default="0"),
    Column("beside_demo", Integer, nullable=False, default=0, server_default="0"),
    Column("beside_numerator", Float),
    Column("beside_denominator", Float),
    Column("beside_value", Float),
    # Only for a value converted without parts (a score of an unchanged province).
    Column("value", Float),
    sqlite_with_rowid=False,
)

# The same cells, one blob per map: see data.numbers.pack.
pack = Table(
    "pack",
    metadata,
    Column("indicator_id", Integer, primary_key=True, autoincrement=False),
    Column("vintage", String(10), primary_key=True),
    Column("level", String(10), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("root_code", String(2), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# Choices that stay with this store (data.store.choices).
choice = Table(
    "choice",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(32), nullable=False),
)

# One row: the counter that caches, live updates and "as of" depend on.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("changed_at", String(32), nullable=False),
    # Version of the rules by which rollups and packs were computed; see RECKONING.
    Column("reckoning", Integer, nullable=False, default=RECKONING, server_default="1"),
)

# What each revision changed, for the wall's "what changed" line and for live pages.
change = Table(
    "change",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("changed_at", String(32), nullable=False),
    # observations | areas | catalogue | boundaries | withdrawal
    Column("kind", String(16), nullable=False),
    Column("submission_id", Integer),
    Column("summary", Text, nullable=False),  # JSON: indicators, periods, provinces, cells
    # The last change of areas is queried all the time, and machines write many rows of other kinds.
    Index("ix_change_kind", "kind", "revision"),
)

# The last revision that touched an indicator's numbers; what "": all indicators (areas, catalogue,
# boundaries). Addresses of maps name the greater of the two, so that browsers keep all other maps
# when one indicator changes.
touched = Table(
    "touched",
    metadata,
    Column("what", String(32), primary_key=True),  # indicator code, or ""
    Column("revision", Integer, nullable=False),
)

# Signals to open pages beside changes of numbers: orders to walls, alerts, settings of walls.
# A log of limited length: rows older than a week are removed.
signal = Table(
    "signal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # ISO, UTC
    Column("about", String(8), nullable=False),  # order | alert | wall | scene | token
    Column("key", String(64), nullable=False),  # code of the wall, key of the alert, ...
    Column("body", Text, nullable=False),  # JSON; of an order: action, argument, by
)

scene = Table(
    "scene",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    # JSON: map, cards, trend (codes of indicators), area and vintage ("" = the wall's), seconds,
    # hours in which it is shown.
    Column("content", Text, nullable=False),
    Column("is_shipped", Boolean, nullable=False),  # as it came with the program, never changed
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", Text, nullable=False, default=""),
)

playlist = Table(
    "playlist",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("scenes", Text, nullable=False),  # JSON: codes of scenes in the order of rotation
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", Text, nullable=False, default=""),
)

# One screen in one room. It shows itself with its own read-only token.
wall = Table(
    "wall",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("playlist", String(32), ForeignKey("playlist.code"), nullable=False),
    Column("area_code", String(32), nullable=False),  # "" = the home province
    Column("vintage", String(10), nullable=False),  # "" = the newest
    Column("language", String(2), nullable=False),
    Column("theme", String(5), nullable=False),  # dark | light
    Column("night_from", String(5), nullable=False),  # HH:MM local; "" = no night mode
    Column("night_to", String(5), nullable=False),
    # The panel and its reader, for the size of the letters.
    Column("diagonal_inch", Float, nullable=False),
    Column("distance_m", Float, nullable=False),
    Column("token_id", Integer, ForeignKey("access_token.id")),
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", Text, nullable=False, default=""),
)

# Alerts that walls show once, until they are acknowledged or end.
alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),  # status | stale | message
    Column("key", String(160), nullable=False),  # what it is about; one open alert of a key
    Column("level", String(5), nullable=False),  # red | amber | info
    Column("wall", String(32), nullable=False),  # "" = every wall
    Column("indicator_code", String(32), nullable=False),  # "" = none
    Column("vintage", String(10), nullable=False),
    Column("area_code", String(32), nullable=False),
    Column("period", String(10), nullable=False),
    Column("body", Text, nullable=False),  # JSON: what the words are made of, or the message itself
    Column("since", String(32), nullable=False),  # since when it holds: a period, a day or a time
    Column("raised_at", String(32), nullable=False),  # ISO, UTC; so are the others
    Column("raised_by", Text, nullable=False, default=""),
    Column("acknowledged_at", String(32)),
    Column("acknowledged_by", Text, nullable=False, default=""),
    Column("ended_at", String(32)),
    Column("until", String(32)),  # when it ends by itself; NULL: when it is no longer so
    Index("ix_alert_open", "ended_at", "key"),
)

# The last verdict of each number that walls show: a change of it raises or ends an alert.
alert_seen = Table(
    "alert_seen",
    metadata,
    Column("key", String(160), primary_key=True),  # vintage/area/indicator
    Column("status", String(12), nullable=False),  # ioc.status.Status
    Column("age", String(5), nullable=False),  # ioc.age.Age; "" = no number
)

# Access tokens: only the hash of each is stored.
access_token = Table(
    "access_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("scope", String(8), nullable=False),  # data.access.tokens.Scope
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the token's text
    Column("created_at", String(32), nullable=False),  # ISO, UTC; so are the others
    Column("expires_at", String(32)),
    Column("revoked_at", String(32)),
    Column("last_used_at", String(32)),
)

# Bounds of tokens that may not write everything; a kind without rows is not bounded.
token_bound = Table(
    "token_bound",
    metadata,
    Column("token_id", Integer, ForeignKey("access_token.id"), primary_key=True),
    Column("about", String(10), primary_key=True),  # area | indicator | message
    Column("vintage", String(10), primary_key=True),  # of an area, else ""
    Column("code", String(32), primary_key=True),  # or a kind of message
)

# Sessions of people who signed in: a browser has the session's secret, never the token's.
session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the secret
    Column("token_id", Integer, ForeignKey("access_token.id"), nullable=False),
    Column("created_at", String(32), nullable=False),  # ISO, UTC; so are the others
    Column("seen_at", String(32), nullable=False),
    Column("ended_at", String(32)),
)

# The trail: tokens, sign-ins, refusals, settings of walls. A log of limited length.
trail = Table(
    "trail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),  # ISO, UTC
    Column("act", String(24), nullable=False),  # data.access.trail.Act
    Column("actor", Text, nullable=False),  # name of a token, or "máy chủ" for a command
    Column("subject", Text, nullable=False),  # what it was done to
    Column("address", String(64), nullable=False),  # of who asked; "" = a command
    Index("ix_trail_act", "act", "id"),
)

# Answers to machines' requests, so that the same request sent again writes nothing.
idempotency = Table(
    "idempotency",
    metadata,
    Column("token_id", Integer, ForeignKey("access_token.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("answer", Text, nullable=False),  # JSON
    Column("created_at", String(32), nullable=False),
    Index("ix_idempotency_created", "created_at"),
)
