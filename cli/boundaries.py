"""Commands that bring boundaries: from a file, or the pinned open set."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cli.prepare import prepare
from data.queries.areas import read_areas, read_vintages
from data.store import open_engine, raise_revision, writing
from ioc.area import Level, resolve_vintage
from ioc.errors import IocError
from ioc.settings import Settings

if TYPE_CHECKING:
    from geo.boundaries import Report
    from geo.publish import PublishReport

_SHOWN = 12


def load_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Check a boundary file against a vintage and publish it."""
    path = Path(options.file)
    if not path.exists():
        raise IocError(f"Không thấy tệp “{options.file}”. Hãy kiểm tra lại đường dẫn.")
    columns: dict[str, str] = {}
    for pair in options.column:
        field, found, column = pair.partition("=")
        if not found:
            raise IocError(f"--column cần dạng TÊN=CỘT, ví dụ code=MA_XA; nhận được “{pair}”.")
        columns[field.strip()] = column.strip()
    _publish(
        settings,
        path,
        options.vintage,
        Level(options.level),
        columns,
        options.crs,
        options.tier,
        options.source or path.name,
        options.licence,
    )


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
    for level in sorted((Level(each) for each in source.levels), key=lambda each: -each.depth):
        if level is Level.COMMUNE:
            _publish(settings, path, source.vintage, level, {}, None,
                     source.tier, source.title, source.licence)  # fmt: skip


def _publish(
    settings: Settings,
    path: Path,
    vintage_text: str,
    level: Level,
    columns: dict[str, str],
    crs: str | None,
    tier: str,
    source: str,
    licence: str,
) -> None:
    from geo.boundaries import read_boundaries
    from geo.publish import publish_boundaries
    from geo.publish_lock import refuse_while_publishing

    prepare(settings)
    refuse_while_publishing(settings.published)
    engine = open_engine(settings.url)
    with engine.connect() as connection:
        vintages = read_vintages(connection)
        vintage = resolve_vintage(vintage_text, vintages)
        areas = read_areas(connection, vintage.code)
        others = [read_areas(connection, each.code) for each in vintages if each != vintage]
    frame, report = read_boundaries(
        path,
        level,
        areas,
        columns or None,
        crs=crs,
        other_areas=pd.concat(others, ignore_index=True) if others else None,
    )
    _say_read(report)
    published = publish_boundaries(
        settings.published, frame, level, vintage.code, areas, tier, source, licence
    )
    _say_published(published)
    with writing(engine) as connection:
        raise_revision(
            connection, "boundaries", {"vintage": vintage.code, "level": level.value, "tier": tier}
        )


def _say_read(report: Report) -> None:
    print(
        f"Đọc {report.features} vùng; khớp kỳ địa giới {report.fit.vintage}: "
        f"{report.fit.share:.1%}.".replace(".", ",", 1)
        if report.fit.share < 1
        else f"Đọc {report.features} vùng; khớp kỳ địa giới {report.fit.vintage} hoàn toàn."
    )
    for words, codes in (
        ("Nhận theo tên (mã trong tệp lạ hoặc trống)", report.matched_by_name),
        ("Tên trong tệp khác danh mục", tuple(report.renamed)),
        ("Hình bị lỗi, đã sửa", report.mended),
        ("Gộp từ nhiều mảnh", report.joined),
        ("Chưa có hình", report.missing),
    ):
        if codes:
            more = "…" if len(codes) > _SHOWN else ""
            print(f"  {words}: {len(codes)} ({', '.join(codes[:_SHOWN])}{more})")
    for note in report.notes:
        print(f"  {note}")


def _say_published(report: PublishReport) -> None:
    size = sum(entry["bytes_br"] for entry in report.published) / 1000
    print(f"Đã xuất bản {len(report.published)} bản đồ ({size:.0f} kB đã nén).")
    if report.kept:
        print(f"  Giữ nguyên {len(report.kept)} bản đồ đã nạp trực tiếp hoặc chính thức hơn.")
    if report.skipped:
        names = ", ".join(sorted(report.skipped))
        print(f"  Chưa đủ vùng để thay bản đồ của tỉnh: {names}.")
