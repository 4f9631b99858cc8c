"""What the commands for boundaries say of what was read and of what would be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ioc.area import Level

if TYPE_CHECKING:
    from geo.boundaries import Report
    from geo.publish import PublishReport
    from geo.publish_plan import PublishPlan

_SHOWN = 12
_AREAS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}
TIER_WORDS = {"schematic": "sơ đồ", "open": "bộ mở", "official": "chính thức"}


def read_lines(report: Report, plan: PublishPlan) -> list[str]:
    """Return what was read, and what of it is not as the table of areas has it."""
    names = plan.ground.names
    share = f"{report.fit.share:.1%}".replace(".", ",").replace("%", " %")
    agreement = "hoàn toàn" if report.fit.share == 1 else f"{share} số vùng"
    columns = ", ".join(f"{_FIELDS[field]}: {column}" for field, column in report.columns.items())
    lines = [
        f"Đọc {report.features} vùng ({columns}); khớp kỳ địa giới {report.fit.vintage}"
        f" {agreement}."
    ]
    for words, codes in (
        ("Nhận theo tên (mã trong tệp lạ hoặc trống)", report.matched_by_name),
        ("Hình bị lỗi, đã sửa", report.mended),
        ("Gộp từ nhiều mảnh", report.joined),
    ):
        if codes:
            lines.append(f"  {words}: {len(codes)} ({_listed(codes)})")
    if report.renamed:
        told = [f"{code} {names.get(code, '')}: tệp ghi “{name}”"
                for code, name in report.renamed.items()]  # fmt: skip
        lines.append(f"  Tên trong tệp khác danh mục: {len(told)} ({_listed(told)})")
    staying = {code for codes in plan.beside.values() for code in codes}
    missing = [code for code in report.missing if code not in staying]
    if missing:
        told = [f"{code} {names.get(code, '')}".strip() for code in missing]
        lines.append(
            f"  Không có hình, trong tệp cũng như trên bản đồ: {len(told)} ({_listed(told)})"
        )
    return [*lines, *(f"  {note}" for note in report.notes)]


_FIELDS = {
    "code": "mã", "codes": "các mã", "name": "tên", "district": "huyện", "province": "tỉnh",
}  # fmt: skip


def plan_questions(plan: PublishPlan) -> list[str]:
    """Return what a user must agree to of what would be drawn."""
    questions = []
    kind = _AREAS[plan.level]
    loaded = plan.loaded.explode("codes").groupby("province_code")["codes"].count()
    for province, codes in plan.beside.items():
        if province not in plan.provinces:
            continue
        tiers = sorted({TIER_WORDS[plan.land.tiers[code].value] for code in codes})
        told = [f"{code} {plan.ground.names.get(code, '')}".strip() for code in codes]
        count = int(loaded.get(province, 0))
        questions.append(
            f"Tệp chỉ có {count}/{count + len(codes)} {kind} của"
            f" {plan.ground.names.get(province, province)}; {len(codes)} {kind} còn lại"
            f" giữ hình đang có ({', '.join(tiers)}): {_listed(told)}."
        )
    return questions


def say_published(report: PublishReport) -> None:
    """Print what was published, kept and left out."""
    size = sum(entry["bytes_br"] for entry in report.published) / 1000
    print(f"Đã xuất bản {len(report.published)} bản đồ ({size:.0f} kB đã nén).")
    mixed = [entry for entry in report.published if entry.get("better")]
    if mixed:
        print(f"  {len(mixed)} bản đồ còn hình của bộ kém hơn, ghi theo bộ đó.")
    if report.kept:
        print(f"  Giữ nguyên {len(report.kept)} bản đồ đã nạp trực tiếp hoặc chính thức hơn.")
    if report.skipped:
        print(f"  Chưa đủ vùng để thay bản đồ của tỉnh: {', '.join(sorted(report.skipped))}.")
    if report.published:
        print("  Hoàn tác: python app.py boundaries undo")


def _listed(texts: Iterable[str]) -> str:
    listed = list(texts)
    more = f"; … và {len(listed) - _SHOWN} nữa" if len(listed) > _SHOWN else ""
    return "; ".join(listed[:_SHOWN]) + more
