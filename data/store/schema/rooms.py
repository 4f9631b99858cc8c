"""Tables of walls and alerts, of forms, of access tokens, sessions, and the trail."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, text

from data.store.clean_text import String, Text
from data.store.schema.metadata import metadata

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

# Forms (data.forms.form.ReportForm): what is reported, how often, by whom, until when.
form = Table(
    "form",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name_vi", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("frequency", String(8), nullable=False),
    Column("level", String(8), nullable=False),
    Column("former_level", String(8), nullable=False),  # "" = the same
    Column("reporter", Text, nullable=False),
    Column("reporter_level", String(8), nullable=False),
    Column("verifier", Text, nullable=False),
    # Days from the end of the period, and from the closing day.
    Column("opens_days", Integer, nullable=False),
    Column("closes_days", Integer, nullable=False),
    Column("late_days", Integer, nullable=False),
    Column("reminder_days", Text, nullable=False),  # JSON
    Column("vintage_day", String(5), nullable=False),  # first | last
    Column("sections", Text, nullable=False),  # JSON: headings that only group others
    Column("first_period", String(10), nullable=False),  # "" = none
    Column("is_active", Boolean, nullable=False),
    Column("is_shipped", Boolean, nullable=False),  # as it came with the program, never changed
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", Text, nullable=False, default=""),
)

form_indicator = Table(
    "form_indicator",
    metadata,
    Column("form_code", String(32), ForeignKey("form.code"), primary_key=True),
    Column("indicator_code", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("parts", String(40), nullable=False),  # data.load.files.headings.ValuePart, by commas
    Column("headings", Text, nullable=False),  # JSON: how sheets call each part
)

# The areas of a form, each with all below it; a form without rows is of the home province.
form_area = Table(
    "form_area",
    metadata,
    Column("form_code", String(32), ForeignKey("form.code"), primary_key=True),
    Column("vintage", String(10), primary_key=True),
    Column("code", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
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

# Accounts of people; only the hash of each password is stored.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, unique=True),  # in small letters
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("role", String(16), nullable=False),  # data.access.accounts.AccountRole
    # The area with all below it that the account is for; "" = every area.
    Column("vintage", String(10), nullable=False),
    Column("area_code", String(32), nullable=False),
    Column("hash", Text, nullable=False),  # argon2id, with its parameters
    Column("must_change", Boolean, nullable=False),  # the password was given by somebody else
    Column("one_time_until", String(32)),  # such a password signs in until then
    Column("created_at", String(32), nullable=False),  # ISO, UTC; so are the others
    Column("last_sign_in_at", String(32)),
    Column("sessions_ended_at", String(32)),  # sessions that began before then are over
    Column("disabled_at", String(32)),
)

# Sessions of people who signed in, by a token or an account: a browser has the session's secret,
# never the token's or a password.
session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the secret
    Column("token_id", Integer, ForeignKey("access_token.id")),
    Column("account_id", Integer, ForeignKey("account.id")),
    Column("created_at", String(32), nullable=False),  # ISO, UTC; so are the others
    Column("seen_at", String(32), nullable=False),
    Column("ended_at", String(32)),
)

# The trail: tokens, sign-ins, refusals, settings of walls. Rows are added and never changed.
trail = Table(
    "trail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),  # ISO, UTC
    Column("act", String(24), nullable=False),  # data.access.trail.Act
    Column("actor", Text, nullable=False),  # name of a token, or "máy chủ" for a command
    Column("subject", Text, nullable=False),  # what it was done to
    Column("address", String(64), nullable=False),  # of who asked; "" = a command
    # JSON of the thing before and after; "" = there was none, or it is not noted.
    Column("content_before", Text, nullable=False, server_default=text("''")),
    Column("content_after", Text, nullable=False, server_default=text("''")),
    # SHA-256 of the digest of the row before and of this row (data.access.trail_chain).
    Column("digest", String(64), nullable=False, server_default=text("''")),
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

# The same for what people send who signed in with an account.
account_answer = Table(
    "account_answer",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("answer", Text, nullable=False),  # JSON
    Column("created_at", String(32), nullable=False),
)
