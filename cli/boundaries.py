"""Commands that bring boundaries: from a file, or the pinned open set; and that take them back."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from cli.boundary_words import TIER_WORDS, plan_questions, read_lines, say_published
from cli.intake.confirm import confirm, may_store
from cli.new_land import draw_later_land
from cli.prepare import open_prepared, prepare
from cli.who import who_commands
from data.queries.areas import read_areas, read_vintages
from data.store import open_engine, raise_revision, writing
from data.trail import Act, note_step
from ioc.area import Level, resolve_vintage
from ioc.errors import IocError
from ioc.settings import Settings

_TIERS = {"official": "official", "chinh-thuc": "official", "open": "open", "mo": "open"}


@dataclass(frozen=True)
class Terms:
    """What a map says of where its shapes come from."""

    tier: str
    source: str
    licence: str


def load_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Check a boundary file against a vintage, show what was read, ask, and publish it."""
    path = Path(options.file)
    if not path.exists():
        raise IocError(f"Không thấy tệp “{options.file}”. Hãy kiểm tra lại đường dẫn.")
    columns: dict[str, str] = {}
    for pair in options.column:
        field, found, column = pair.partition("=")
        if not found:
            raise IocError(f"--column cần dạng TÊN=CỘT, ví dụ code=MA_XA; nhận được “{pair}”.")
        columns[field.strip()] = column.strip()
    terms = None if options.dry_run else _terms(options, path.name)
    _publish(settings, path, options.vintage, Level(options.level), columns, options, terms)


def fetch_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Bring the pinned open set and publish all levels that it holds."""
    from geo.fetch import fetch, read_sources

    source = read_sources()[0]
    folder = settings.var / "downloads"

    def progress(done: int, total: int | None) -> None:
        share = f" / {total / 1e6:.1f}" if total else ""
        print(f"\r  {done / 1e6:.1f}{share} MB", end="", flush=True)

    path = fetch(source, folder, options.mirror, sha256=options.sha256, progress=progress)
    print(f"\nĐã tải {path.name}, mã SHA-256 khớp.")
    # The set is pinned by its checksum: what is doubtful in it is told, and known.
    given = argparse.Namespace(crs=None, layer=None, dry_run=False, yes=True)
    terms = Terms(source.tier, source.title, source.licence)
    _publish(settings, path, source.vintage, Level.COMMUNE, {}, given, terms)


def undo_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Bring back the maps that the last load replaced."""
    from cli.demo_places import settle_demo_villages
    from geo.manifest import read_steps
    from geo.publish_undo import undo_publishing

    prepare(settings)
    steps = read_steps(settings.published)
    if not steps:
        raise IocError("Không có lần nạp ranh giới nào để hoàn tác.")
    last = steps[-1]
    print(f"Lần nạp sau cùng: {last['what']}, lúc {last['at']}; {len(last['former'])} bản đồ.")
    confirm("Đưa các bản đồ trước đó trở lại?", yes=options.yes)
    undone = undo_publishing(settings.published)
    engine = open_engine(settings.url)
    what = undone["what"] if undone else ""
    with writing(engine) as connection:
        raise_revision(connection, "boundaries", {"undone": what})
        said = f"hoàn tác lần nạp ranh giới: {what}, nạp lúc {last['at']}"
        note_step(connection, Act.BOUNDARIES, who_commands(), said, "", datetime.now(UTC))
    settle_demo_villages(engine, settings.published)
    print(f"Đã đưa trở lại bản đồ trước lần nạp này. Còn hoàn tác được {len(steps) - 1} lần nạp.")


def _terms(options: argparse.Namespace, file_name: str) -> Terms:
    """Return tier, source and licence as named, or as somebody answers; nothing is assumed."""
    tier, licence = options.tier or "", options.licence.strip()
    if (not tier or not licence) and not sys.stdin.isatty():
        lacking = [
            words
            for given, words in (
                (tier, "--tier official (bản của cơ quan có thẩm quyền) hoặc --tier open (bộ mở)"),
                (licence, "--licence (giấy phép hoặc văn bản cho dùng ranh giới này)"),
            )
            if not given
        ]
        raise IocError(f"Chưa ghi gì. Hãy nêu: {'; '.join(lacking)}.")
    if not tier:
        answer = input("Ranh giới này là bản chính thức hay bộ dữ liệu mở? [chinh-thuc / mo] ")
        tier = _TIERS.get(answer.strip().lower(), "")
        if not tier:
            raise IocError("Chưa ghi gì: cần trả lời “chinh-thuc” hoặc “mo”.")
    if not licence:
        licence = input("Giấy phép hoặc văn bản cho dùng ranh giới này: ").strip()
        if not licence:
            raise IocError("Chưa ghi gì: cần nêu giấy phép hoặc văn bản cho dùng.")
    return Terms(tier, options.source or file_name, licence)


def _publish(
    settings: Settings,
    path: Path,
    vintage_text: str,
    level: Level,
    columns: dict[str, str],
    options: argparse.Namespace,
    terms: Terms | None,
) -> None:
    from cli.demo_places import settle_demo_villages
    from geo.apart import read_apart, real_shapes
    from geo.boundaries import LEVEL_WORDS
    from geo.publish import publish_plan
    from geo.publish_lock import refuse_while_publishing
    from geo.publish_plan import plan_publishing

    if may_store(options):
        # Before preparing too: that waits for whoever publishes, as long as drawing cells takes.
        refuse_while_publishing(settings.published)
        prepare(settings)
        engine = open_engine(settings.url)
        refuse_while_publishing(settings.published)
    else:
        engine = open_prepared(settings)
    with engine.connect() as connection:
        vintages = read_vintages(connection)
        vintage = resolve_vintage(vintage_text, vintages)
        areas = read_areas(connection, vintage.code)
        others = [read_areas(connection, each.code) for each in vintages if each != vintage]
    frame, report = read_apart(
        path,
        level,
        areas,
        columns,
        crs=options.crs,
        layer=options.layer,
        other_areas=pd.concat(others, ignore_index=True) if others else None,
        former=real_shapes(settings.published, vintage.code, level),
        progress=_step,
    )
    plan = plan_publishing(settings.published, frame, level, vintage.code, areas)
    questions = [*report.questions, *plan_questions(plan)]
    print("\n".join(read_lines(report, plan)))
    for question in questions:
        print(f"  Cần xem: {question}")
    if options.dry_run or terms is None:
        print("Tệp hợp lệ. Chưa ghi gì (--dry-run).")
        return
    confirm("Thay bản đồ đang dùng bằng các hình này?", yes=options.yes)
    say_published(
        publish_plan(
            settings.published, plan, terms.tier, terms.source, terms.licence, progress=_step
        )
    )
    with writing(engine) as connection:
        raise_revision(
            connection,
            "boundaries",
            {"vintage": vintage.code, "level": level.value, "tier": terms.tier},
        )
        said = (
            f"nạp ranh giới {LEVEL_WORDS[level]}, kỳ {vintage.code}: {terms.source}"
            f" ({path.name}), {TIER_WORDS[terms.tier]}, {terms.licence}"
        )
        note_step(connection, Act.BOUNDARIES, who_commands(), said, "", datetime.now(UTC))
    with engine.connect() as connection:
        later = draw_later_land(settings, connection, vintage.code)
    settle_demo_villages(engine, settings.published)
    if later:
        print(f"Đã vẽ lại {later} bản đồ của các kỳ địa giới sau, gộp từ hình này.")


def _step(step: str) -> None:
    print(f"  {step}…", flush=True)
