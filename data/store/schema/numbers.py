"""Tables of numbers: submissions, observations, what is computed of them, and what changed when."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, Table

from data.store.clean_text import String, Text
from data.store.schema.metadata import metadata

# Version of the rules by which rollups and packs follow from reports (data/numbers/rollups.py).
# A store computed by an earlier version is computed anew (data/migrate.py).
RECKONING = 2

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # file | sheet | form | api | demo
    Column("state", String(16), nullable=False),  # accepted | waiting | withdrawn
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
