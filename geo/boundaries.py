"""Reads checked boundaries of existing areas from any GIS file; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.by_place import match_by_place
from geo.columns import recognise_columns
from geo.coordinates.projection import DEGREES_CRS, Geometries
from geo.coordinates.systems import likely_system
from geo.matching import FeatureFit, FeatureMatch, KnownAreas, text_codes
from geo.placement import Doubts, beside_known, compare
from geo.repair import repair
from geo.same_names import settle_by_place
from geo.source.own_level import of_level
from geo.source.read import SourceFile, read_source
from ioc.area import Level, clean_name
from ioc.errors import LoadRefusedError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import FixedNumber, Phrase

# Below this share of fitting features a file is of other areas than the user says.
MATCH_SHARE = 0.8
MOST_PROBLEMS = 60
# A coordinate system that leaves less than this is worth naming.
_NEAR_ENOUGH_M = 3_000.0
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What was read. Codes are those of the named vintage.

    `matched_by_name`: codes found by name because the file's code is unknown or absent;
    `renamed`: code → name in the file, where it differs from the area's; `repairs`: codes whose
    geometry was broken and was repaired; `unions`: codes that came in several features;
    `missing`: known areas, inside the provinces of the file, without a polygon; `notes`:
    assumptions and observations; `questions`: what a user must agree to before publishing;
    `left_out`: features that are none of the known areas, and why.
    """

    features: int
    columns: dict[str, str]
    fit: FeatureFit
    matched_by_name: tuple[str, ...]
    renamed: dict[str, str]
    repairs: tuple[str, ...]
    unions: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[Phrase, ...]
    questions: tuple[Phrase, ...] = ()
    left_out: tuple[Phrase, ...] = ()


class Reading(TypedDict, total=False):
    """How a file is to be read, as far as it does not say itself, and what it is compared with."""

    crs: str | None  # its coordinate system, see `geo.source.read.read_source`
    layer: str | None  # the one to read when there are several
    # Other vintages, columns as the named one: a file that fits one of them better is refused.
    other_areas: pd.DataFrame | None
    former: Mapping[str, shapely.Geometry] | None  # code → shape published before, no cells
    by_place: bool  # names alone, of an earlier year: see `geo.by_place`


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
    tell(say("boundary-step-read"))
    source = of_level(read_source(path, how.get("crs"), how.get("layer"), scratch), level)
    features = source.frame
    fields = recognise_columns(features.columns, level, columns)
    codes, names = _codes_and_names(features, fields, level)
    lookup = KnownAreas(known_areas, level)
    vintage = str(known_areas["vintage"].iloc[0])
    if not lookup.names:
        raise LoadRefusedError(
            [
                Problem(
                    Phrase(
                        "boundary-no-level",
                        vintage=vintage,
                        level=Phrase(f"boundary-level-{level}"),
                    ),
                    file=path.name,
                )
            ]
        )
    tell(say("boundary-step-match"))
    beside = how.get("other_areas")
    rest = known_areas.iloc[:0] if beside is None else beside
    others = {str(code): rows for code, rows in rest.groupby("vintage") if code != vintage}
    fit = _check_vintage(path, lookup, vintage, codes, names, others)
    wider = [field for field in ("district", "province") if field in fields]
    parents: list[dict[str, str]] = [
        {field: str(row[fields[field]]) for field in wider if pd.notna(row[fields[field]])}
        for row in features.drop(columns="geometry").to_dict("records")
    ]
    matches = [
        lookup.match(group, name, above)
        for group, name, above in zip(codes, names, parents, strict=True)
    ]
    labels = [
        " ".join(part for part in ("|".join(group), name) if part)
        or say("boundary-feature", number=str(number))
        for number, (group, name) in enumerate(zip(codes, names, strict=True), start=1)
    ]
    tell(say("boundary-step-check"))
    shapes, repaired, problems = repair(path, features, source.faults, labels)
    left_out: tuple[Phrase, ...] = ()
    if how.get("by_place"):
        matches, left_out = match_by_place(names, shapes, known_areas, level)
    elif source.misplaced is None:
        matches = settle_by_place(matches, shapes, known_areas)
    problems += [
        Problem(
            match.fault
            if match.codes
            else Phrase("boundary-match-in-vintage", fault=match.fault, vintage=vintage),
            file=path.name,
            row=row + 1,
            value=labels[row],
        )
        for row, match in enumerate(matches)
        if match.fault
    ]
    problems += _clashes(path, matches, names, labels, lookup)
    problems.sort(key=lambda problem: problem.row or 0)
    faulty = {problem.row - 1 for problem in problems if problem.row is not None}
    clean = [row for row, match in enumerate(matches) if match.codes and row not in faulty]
    tell(say("boundary-step-place"))
    doubts = _doubts(
        path, source, shapes, matches, clean, known_areas, level, how.get("former") or {}
    )
    problems += doubts.faults
    if problems:
        raise LoadRefusedError(_first_problems(problems))
    frame, unions = _unite(matches, shapes, known_areas)
    codes_with_shape = {code for match in matches for code in match.codes}
    reached_provinces = {lookup.provinces[code] for code in codes_with_shape}
    return frame, Report(
        features=len(features),
        columns=fields,
        fit=fit,
        matched_by_name=tuple(match.codes[0] for match in matches if match.by_name),
        renamed={
            match.codes[0]: name
            for match, name in zip(matches, names, strict=True)
            if match.codes and match.name_agrees is False
        },
        repairs=tuple(matches[row].codes[0] for row in repaired if matches[row].codes),
        unions=unions,
        missing=tuple(
            sorted(
                code
                for code, province in lookup.provinces.items()
                if province in reached_provinces and code not in codes_with_shape
            )
        ),
        notes=(*source.notes, *doubts.remarks),
        questions=tuple(doubts.questions),
        left_out=left_out,
    )


def _first_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, or as many as a person reads and how many more there are."""
    if len(problems) <= MOST_PROBLEMS:
        return list(problems)
    rest = len(problems) - MOST_PROBLEMS
    more = Problem(Phrase("boundary-more-faults", count=rest), file=problems[0].file)
    return [*problems[:MOST_PROBLEMS], more]


def _doubts(
    path: Path,
    source: SourceFile,
    shapes: Geometries,
    matches: Sequence[FeatureMatch],
    rows: Sequence[int],
    areas: pd.DataFrame,
    level: Level,
    former: Mapping[str, shapely.Geometry],
) -> Doubts:
    """Compare the shapes of rows without faults with what is known of their areas."""
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
        pairs = beside_known(list(groups), whole, centres, areas, level, former)
        return compare(path.name, pairs)
    pairs = beside_known(list(groups), np.full(len(groups), None), centres, areas, level, {})
    words, left = likely_system(centres, pairs.points)
    problem = source.misplaced
    if left < _NEAR_ENOUGH_M:
        advice = Phrase("boundary-likely-system", words=words)
        problem = replace(problem, advice=advice)
    return Doubts(faults=[problem])


def _codes_and_names(
    features: gpd.GeoDataFrame, fields: Mapping[str, str], level: Level
) -> tuple[list[list[str]], list[str]]:
    """Return codes (none, one or several) and name of each feature, as written."""
    count = len(features)
    single = features[fields["code"]] if "code" in fields else [None] * count
    several = features[fields["codes"]] if "codes" in fields else [None] * count
    codes = [
        text_codes(many, level) or text_codes(one, level)
        for many, one in zip(several, single, strict=True)
    ]
    if "name" not in fields:
        return codes, [""] * count
    return codes, [
        clean_name(str(name)) if pd.notna(name) else "" for name in features[fields["name"]]
    ]


def _check_vintage(
    path: Path,
    lookup: KnownAreas,
    vintage: str,
    codes: list[list[str]],
    names: list[str],
    others: Mapping[str, pd.DataFrame],
) -> FeatureFit:
    """Return the fit, or refuse a file of another vintage.

    Almost every code of 2025 was in use before, so codes alone tell nothing: a code counts when
    the name beside it is that area's. A file without names is judged by whether its set of codes
    is that vintage's.
    """
    fit = lookup.fit(vintage, codes, names)
    has_names = any(names)
    rest = [
        KnownAreas(areas, lookup.level).fit(other, codes, names) for other, areas in others.items()
    ]
    better = max(rest, key=lambda each: _quality(each, has_names), default=None)
    if better is not None and _quality(better, has_names) <= _quality(fit, has_names) + 0.1:
        better = None
    if fit.share >= MATCH_SHARE and better is None:
        return fit
    basis = "names" if not any(codes) else "both" if has_names else "codes"
    share = _percent(_quality(fit, has_names))
    advice = (
        Phrase(
            "boundary-better-vintage",
            vintage=better.vintage,
            share=_percent(_quality(better, has_names)),
        )
        if better is not None
        else Phrase("boundary-check-vintage")
    )
    fault = Phrase(f"boundary-vintage-{basis}", vintage=vintage, share=share)
    raise LoadRefusedError([Problem(fault, file=path.name, advice=advice)])


def _quality(fit: FeatureFit, has_names: bool) -> float:
    return fit.share if has_names else fit.overlap


def _percent(share: float) -> FixedNumber:
    return FixedNumber(share * 100, 1, " %")


def _clashes(
    path: Path, matches: list[FeatureMatch], names: list[str], labels: list[str], lookup: KnownAreas
) -> list[Problem]:
    """Return codes that stand in features which are not parts of one area."""
    first_rows: dict[str, int] = {}
    problems: list[Problem] = []
    for row, match in enumerate(matches):
        for code in match.codes:
            first_row = first_rows.setdefault(code, row)
            if first_row == row:
                continue
            if matches[first_row].codes != match.codes or names[first_row] != names[row]:
                problems.append(
                    Problem(
                        Phrase(
                            "boundary-area-twice",
                            code=code,
                            name=lookup.names[code],
                            place=str(first_row + 1),
                        ),
                        file=path.name,
                        row=row + 1,
                        value=labels[row],
                    )
                )
    return problems


def _unite(
    matches: list[FeatureMatch], shapes: Geometries, areas: pd.DataFrame
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Return one row per area or group of areas; features of the same area become one."""
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, match in enumerate(matches):
        if match.codes:
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
