"""Any GIS file → checked boundaries of areas that exist; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.columns import recognise_columns
from geo.matching import Fit, KnownAreas, Match, text_codes
from geo.placement import Doubts, beside_known, compare
from geo.projection import DEGREES_CRS, Geometries
from geo.repair import repair
from geo.same_names import settled_by_place
from geo.source.own_level import of_level
from geo.source.read import SourceFile, read_source
from geo.source.systems import likely_system
from ioc.area import Level, clean_name
from ioc.errors import LoadRefusedError, Problem

# Below this share of fitting features a file speaks of other areas than the user says.
MATCH_SHARE = 0.8
MOST_PROBLEMS = 60
LEVEL_WORDS = {
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
}
# A coordinate system that leaves less than this is worth naming.
_NEAR_ENOUGH_M = 3_000.0
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What was read. Codes are those of the named vintage.

    `matched_by_name`: codes found by name because the file's code is unknown or absent;
    `renamed`: code → name in the file, where it is not the known name; `mended`: codes whose
    geometry was broken and was repaired; `joined`: codes that came in several features;
    `missing`: known areas, inside the provinces of the file, without a polygon; `notes`: what was
    assumed or noticed; `questions`: what a user must agree to before anything is published.
    """

    features: int
    columns: dict[str, str]
    fit: Fit
    matched_by_name: tuple[str, ...]
    renamed: dict[str, str]
    mended: tuple[str, ...]
    joined: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[str, ...] = ()


class Reading(TypedDict, total=False):
    """How a file is to be read, as far as it does not say itself, and what it is compared with."""

    crs: str | None  # its coordinate system, see `geo.source.read.read_source`
    layer: str | None  # the one to read when there are several
    # Other vintages, columns as the named one: a file that fits one of them better is refused.
    other_areas: pd.DataFrame | None
    former: Mapping[str, shapely.Geometry] | None  # code → shape published before, no cells


def read_boundaries(
    path: Path,
    level: Level,
    known_areas: pd.DataFrame,
    columns: Mapping[str, str] | None = None,
    *,
    scratch: Path | None = None,
    progress: Progress | None = None,
    **how: Unpack[Reading],
) -> tuple[gpd.GeoDataFrame, Report]:
    """Read the boundaries of one level from a file, each tied to an area of the named vintage.

    Args:
        path: any file that `geo.source.read.read_source` reads.
        level: province, district or commune.
        known_areas: the named vintage; columns vintage, code, level, parent_code, province_code,
            full_name, and lon, lat, area_km2 where known: shapes are compared with them.
        columns: field (see `geo.columns.FIELDS`) → column, for headings that are not recognised.
        scratch: see `geo.source.read.read_source`.
        progress: called with the name of each step, in Vietnamese.
        how: see `Reading`.

    Returns:
        Columns code, codes (list of str, `code` first; more than one when the polygon stands for
        several areas), parent_code, geometry (valid Polygon or MultiPolygon, degrees), by code;
        and the report.

    Raises:
        LoadRefusedError: with every fault of the file; nothing was written.
    """
    tell = progress or (lambda step: None)
    tell("Đọc tệp")
    source = of_level(read_source(path, how.get("crs"), how.get("layer"), scratch), level)
    features = source.frame
    found = recognise_columns(features.columns, level, columns)
    codes, names = _written(features, found, level)
    known = KnownAreas(known_areas, level)
    vintage = str(known_areas["vintage"].iloc[0])
    if not known.names:
        raise LoadRefusedError(
            [
                Problem(
                    f"kỳ địa giới {vintage} không có {LEVEL_WORDS[level]}",
                    "kiểm tra kỳ địa giới và cấp đã nêu",
                    file=path.name,
                )
            ]
        )
    tell("So mã và tên")
    beside = how.get("other_areas")
    rest = known_areas.iloc[:0] if beside is None else beside
    others = {str(code): rows for code, rows in rest.groupby("vintage") if code != vintage}
    fit = _checked_fit(path, known, vintage, codes, names, others)
    wider = [field for field in ("district", "province") if field in found]
    parents: list[dict[str, str]] = [
        {field: str(row[found[field]]) for field in wider if pd.notna(row[found[field]])}
        for row in features.drop(columns="geometry").to_dict("records")
    ]
    matches = [
        known.match(group, name, above)
        for group, name, above in zip(codes, names, parents, strict=True)
    ]
    labels = [
        " ".join(part for part in ("|".join(group), name) if part) or f"vùng thứ {number}"
        for number, (group, name) in enumerate(zip(codes, names, strict=True), start=1)
    ]
    tell("Kiểm tra hình")
    shapes, repaired, problems = repair(path, features, source.faults, labels)
    if source.misplaced is None:
        matches = settled_by_place(matches, shapes, known_areas)
    problems += [
        Problem(
            match.fault if match.codes else f"{match.fault} trong kỳ địa giới {vintage}",
            "sửa mã hoặc tên"
            if match.codes
            else "sửa mã hoặc tên, hoặc thêm cột tên huyện, tên tỉnh",
            file=path.name,
            row=row + 1,
            value=labels[row],
        )
        for row, match in enumerate(matches)
        if match.fault
    ]
    problems += _clashes(path, matches, names, labels, known)
    problems.sort(key=lambda problem: problem.row or 0)
    faulty = {problem.row - 1 for problem in problems if problem.row is not None}
    clean = [row for row in range(len(matches)) if row not in faulty]
    tell("So vị trí với điểm đã biết")
    doubts = _doubts(
        path, source, shapes, matches, clean, known_areas, level, how.get("former") or {}
    )
    problems += doubts.faults
    if problems:
        raise LoadRefusedError(_limited(problems))
    frame, joined = _joined(matches, shapes, known_areas)
    held = {code for match in matches for code in match.codes}
    touched = {known.provinces[code] for code in held}
    return frame, Report(
        features=len(features),
        columns=found,
        fit=fit,
        matched_by_name=tuple(match.codes[0] for match in matches if match.by_name),
        renamed={
            match.codes[0]: name
            for match, name in zip(matches, names, strict=True)
            if match.name_agrees is False
        },
        mended=tuple(matches[row].codes[0] for row in repaired),
        joined=joined,
        missing=tuple(
            sorted(
                code
                for code, province in known.provinces.items()
                if province in touched and code not in held
            )
        ),
        notes=(*source.notes, *doubts.remarks),
        questions=tuple(doubts.questions),
    )


def _limited(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, or as many as a person reads and how many more there are."""
    if len(problems) <= MOST_PROBLEMS:
        return list(problems)
    rest = len(problems) - MOST_PROBLEMS
    more = Problem(f"… và {rest} lỗi khác", "sửa các lỗi trên rồi nạp lại", file=problems[0].file)
    return [*problems[:MOST_PROBLEMS], more]


def _doubts(
    path: Path,
    source: SourceFile,
    shapes: Geometries,
    matches: Sequence[Match],
    rows: Sequence[int],
    areas: pd.DataFrame,
    level: Level,
    former: Mapping[str, shapely.Geometry],
) -> Doubts:
    """Hold the shapes of clean rows against what is known of their areas."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        groups.setdefault(matches[row].codes, []).append(row)
    whole = np.array(
        [shapes[own[0]] if len(own) == 1 else shapely.union_all(shapes[own])
         for own in groups.values()],
        dtype=object,
    )  # fmt: skip
    centres = np.array(
        [source.centres[own[0]] if len(own) == 1 else (np.nan, np.nan)
         for own in groups.values()],
        dtype=float,
    ).reshape(-1, 2)  # fmt: skip
    if source.misplaced is None:
        placed = beside_known(list(groups), whole, centres, areas, level, former)
        return compare(path.name, placed)
    placed = beside_known(list(groups), np.full(len(groups), None), centres, areas, level, {})
    words, left = likely_system(centres, placed.points)
    problem = source.misplaced
    if left < _NEAR_ENOUGH_M:
        advice = f"có lẽ phải {words}: như vậy hình nằm đúng điểm đã biết của địa bàn"
        problem = replace(problem, mend=advice)
    return Doubts(faults=[problem])


def _written(
    features: gpd.GeoDataFrame, found: Mapping[str, str], level: Level
) -> tuple[list[list[str]], list[str]]:
    """Return codes (none, one or several) and name of each feature, as written."""
    count = len(features)
    single = features[found["code"]] if "code" in found else [None] * count
    several = features[found["codes"]] if "codes" in found else [None] * count
    codes = [
        text_codes(many, level) or text_codes(one, level)
        for many, one in zip(several, single, strict=True)
    ]
    if "name" not in found:
        return codes, [""] * count
    return codes, [
        clean_name(str(name)) if pd.notna(name) else "" for name in features[found["name"]]
    ]


def _checked_fit(
    path: Path,
    known: KnownAreas,
    vintage: str,
    codes: list[list[str]],
    names: list[str],
    others: Mapping[str, pd.DataFrame],
) -> Fit:
    """Return the fit, or refuse a file that speaks of another vintage.

    Almost every code of 2025 was in use before, so codes alone tell nothing: a code counts when
    the name beside it is that area's. A file without names is judged by whether its set of codes
    is that vintage's.
    """
    fit = known.fit(vintage, codes, names)
    named = any(names)
    rest = [
        KnownAreas(areas, known.level).fit(other, codes, names) for other, areas in others.items()
    ]
    better = max(rest, key=lambda each: _quality(each, named), default=None)
    if better is not None and _quality(better, named) <= _quality(fit, named) + 0.1:
        better = None
    if fit.share >= MATCH_SHARE and better is None:
        return fit
    basis = " và ".join(word for word, there in (("mã", any(codes)), ("tên", named)) if there)
    advice = (
        f"tệp khớp kỳ địa giới {better.vintage} hơn ({_percent(_quality(better, named))}): "
        f"nạp lại với kỳ địa giới đó"
        if better is not None
        else "kiểm tra kỳ địa giới, cấp và cột mã đã nêu"
    )
    raise LoadRefusedError(
        [
            Problem(
                f"tệp không thuộc kỳ địa giới {vintage}: chỉ {_percent(_quality(fit, named))} "
                f"số vùng khớp {basis}",
                advice,
                file=path.name,
            )
        ]
    )


def _quality(fit: Fit, named: bool) -> float:
    return fit.share if named else fit.overlap


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _clashes(
    path: Path, matches: list[Match], names: list[str], labels: list[str], known: KnownAreas
) -> list[Problem]:
    """Return codes that stand in features which are not parts of one area."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for row, match in enumerate(matches):
        for code in match.codes:
            seen = first.setdefault(code, row)
            if seen == row:
                continue
            if matches[seen].codes != match.codes or names[seen] != names[row]:
                problems.append(
                    Problem(
                        f"địa bàn {code} ({known.names[code]}) đã có ở vùng thứ {seen + 1}",
                        "sửa mã của một trong hai vùng, hoặc gộp chúng làm một",
                        file=path.name,
                        row=row + 1,
                        value=labels[row],
                    )
                )
    return problems


def _joined(
    matches: list[Match], shapes: Geometries, areas: pd.DataFrame
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Return one row per area or group of areas; features of the same area become one."""
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, match in enumerate(matches):
        rows.setdefault(match.codes, []).append(row)
    groups = sorted(rows)
    parents = dict(zip(areas["code"], areas["parent_code"], strict=True))
    frame = gpd.GeoDataFrame(
        {
            "code": [group[0] for group in groups],
            "codes": [list(group) for group in groups],
            "parent_code": [parents[group[0]] for group in groups],
        },
        geometry=[
            shapes[rows[group][0]]
            if len(rows[group]) == 1
            else shapely.union_all(shapes[rows[group]])
            for group in groups
        ],
        crs=DEGREES_CRS,
    )
    return frame, tuple(group[0] for group in groups if len(rows[group]) > 1)
