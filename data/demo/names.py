"""Names of made-up villages, in the manner of the land: bản, xóm, thôn, khối."""

from __future__ import annotations

from itertools import product

import numpy as np

_HILL_FIRST = (
    "Na Huồi Xốp Piêng Phà Nậm Pà Kẻo Noong Tổng Khe Co Hín Tạt Pha Bủng Đửa Lưu Kèo Văng".split()
)
_HILL_SECOND = (
    "Kha Loi Phe Nhúc Chạo Cắn Lầu Mường Tụ Mỵ Xiềng Hốc Cọ Pục Thơ Khương Lằm Đun Xai Nghịu "
    "Chảo Phẩy Tang Hằm Bón Cươm"
).split()
_PLAIN_FIRST = "Đồng Yên Hợp Trung Phú Xuân Tân Đại Minh Vạn Thọ Kim Ngọc Bình Hoà An".split()
_PLAIN_SECOND = (
    "Tâm Hoà Thành Hậu Lộc Sơn Tiến Thịnh Phong Khánh Hưng Lạc Thái Nghĩa Mỹ Long Xuân Quang"
).split()


def _pairs(first: list[str], second: list[str]) -> list[str]:
    return [f"{a} {b}" for a, b in product(first, second) if a != b]


_HILL = _pairs(_HILL_FIRST, _HILL_SECOND)
_PLAIN = _pairs(_PLAIN_FIRST, _PLAIN_SECOND)


# Kinds whose members are often numbered.
_NUMBERED = {"xóm", "khối", "tổ dân phố", "khu phố", "ấp"}


def village_names(kinds: list[str], random: np.random.Generator) -> list[tuple[str, str]]:
    """Return (name, full name) of the villages of one commune, no two alike.

    Args:
        kinds: per village: bản, xóm, thôn, khối, tổ dân phố, ấp or khu phố.
        random: where names are drawn from.

    Numbered villages keep their type in the name ("Xóm 5"), as numbered wards do.
    """
    hill = iter(random.permutation(len(_HILL)))
    plain = iter(random.permutation(len(_PLAIN)))
    numbered = {kind: kind in _NUMBERED and random.random() < 0.6 for kind in ordered(kinds)}
    counters: dict[str, int] = {}
    names = []
    for kind in kinds:
        label = kind.capitalize()
        if numbered[kind]:
            counters[kind] = counters.get(kind, 0) + 1
            full = f"{label} {counters[kind]}"
            names.append((full, full))
        else:
            name = _HILL[next(hill)] if kind == "bản" else _PLAIN[next(plain)]
            names.append((name, f"{label} {name}"))
    return names


def ordered(kinds: list[str]) -> list[str]:
    """Return the distinct kinds in the order of their first place.

    >>> ordered(["xóm", "bản", "xóm"])
    ['xóm', 'bản']
    """
    return list(dict.fromkeys(kinds))
