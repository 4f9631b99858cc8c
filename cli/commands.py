"""The commands of `python app.py`, their options, and how faults are said."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence

from cli.plain_output import plain_output
from ioc.errors import IocError
from ioc.settings import Settings
from ioc.version import VERSION


def run(arguments: Sequence[str]) -> None:
    """Run one command; a known fault is printed in Vietnamese and ends with status 1."""
    parsed = _parser().parse_args(arguments)
    if parsed.command is None:
        parsed = _parser().parse_args(["serve", *arguments])
    # A server lives long and has a log of its own.
    serves = parsed.command == "serve"
    with contextlib.nullcontext() if serves else plain_output():
        _act(parsed)


def _act(parsed: argparse.Namespace) -> None:
    try:
        parsed.action(Settings(), parsed)  # type: ignore[call-arg]
    except IocError as error:
        print(str(error), file=sys.stderr)
        raise SystemExit(getattr(error, "exit_status", 1)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="Trung tâm giám sát, điều hành thông minh (IOC)"
    )
    parser.add_argument("--version", action="version", version=f"IOC {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH")

    serve = commands.add_parser("serve", help="chuẩn bị kho nếu cần rồi phục vụ (mặc định)")
    serve.set_defaults(action=_serve)
    prepare = commands.add_parser("prepare", help="chuẩn bị kho rồi dừng")
    prepare.set_defaults(action=_prepare)

    load = commands.add_parser("load", help="nạp số liệu hoặc thôn từ tệp")
    kinds = load.add_subparsers(dest="kind", required=True, metavar="LOẠI")
    table = kinds.add_parser("observations", help="bảng chỉ số CSV hoặc XLSX, dạng dài hoặc ngang")
    table.add_argument("file")
    table.add_argument("--vintage", help="kỳ địa giới: 2025-07-01, 2025-03-01 hoặc một ngày")
    table.add_argument("--sheet", help="trang tính (XLSX)")
    table.add_argument("--indicator", help="mã chỉ số, khi bảng chỉ có các kỳ")
    table.add_argument("--period", help="kỳ báo cáo, khi bảng chỉ có các chỉ số")
    table.add_argument("--sender", default="", help="đơn vị gửi")
    table.add_argument(
        "--not-made-up",
        action="store_true",
        help="đã kiểm tra: các số trùng với số liệu minh hoạ đúng là số báo cáo thật",
    )
    _ask_first(table)
    table.set_defaults(action=_load_observations)
    villages = kinds.add_parser("villages", help="danh mục thôn CSV hoặc XLSX")
    villages.add_argument("file")
    villages.add_argument("--vintage", required=True, help="kỳ địa giới của mã xã")
    _ask_first(villages)
    villages.set_defaults(action=_load_villages)
    change = kinds.add_parser(
        "reorganisation", help="sắp xếp đơn vị hành chính: bảng mã cũ – mã mới (CSV hoặc XLSX)"
    )
    change.add_argument("file", nargs="?")
    change.add_argument("--from", dest="before", help="kỳ địa giới của mã cũ, vd 2025-07-01")
    change.add_argument("--to", dest="after", help="ngày hiệu lực của mã mới, vd 2026-04-30")
    change.add_argument("--name-vi", default="", help="tên kỳ địa giới mới")
    change.add_argument("--name-en", default="", help="tên tiếng Anh của kỳ địa giới mới")
    change.add_argument("--sheet", help="trang tính (XLSX)")
    _ask_first(change)
    change.add_argument("--remove", metavar="KỲ", help="xoá kỳ địa giới đã nạp, vd 2026-04-30")
    change.set_defaults(action=_load_reorganisation)

    boundaries = commands.add_parser("boundaries", help="ranh giới: tải về hoặc nạp từ tệp")
    actions = boundaries.add_subparsers(dest="kind", required=True, metavar="VIỆC")
    fetch = actions.add_parser("fetch", help="tải bộ ranh giới mở đã ghim")
    fetch.add_argument("--mirror", help="địa chỉ hoặc thư mục thay cho nguồn gốc")
    fetch.add_argument("--sha256", help="mã SHA-256 của tệp, khi nguồn chưa ghim sẵn")
    fetch.set_defaults(action=_fetch_boundaries)
    add = actions.add_parser(
        "load", help="nạp GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf hoặc KML"
    )
    add.add_argument("file")
    add.add_argument("--vintage", required=True)
    add.add_argument("--level", required=True, choices=["province", "district", "commune"])
    add.add_argument("--layer", help="lớp cần đọc, khi tệp có nhiều lớp")
    add.add_argument(
        "--tier",
        choices=["open", "official"],
        help="official: bản của cơ quan có thẩm quyền; open: bộ dữ liệu mở; không nêu thì hỏi",
    )
    add.add_argument("--source", default="", help="nguồn, hiện trên bản đồ")
    add.add_argument(
        "--licence", default="", help="giấy phép hoặc văn bản cho dùng; không nêu thì hỏi"
    )
    add.add_argument("--crs", help="hệ toạ độ, khi tệp không ghi (vd EPSG:4326)")
    add.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="TÊN=CỘT",
        help="chỉ rõ cột: code=MA_XA, name=TEN_XA, district=TEN_HUYEN, province=TEN_TINH",
    )
    _ask_first(add)
    add.set_defaults(action=_load_boundaries)
    back = actions.add_parser("undo", help="đưa trở lại bản đồ trước lần nạp sau cùng")
    back.add_argument("--yes", action="store_true", help="đã đồng ý: không hỏi lại")
    back.set_defaults(action=_undo_boundaries)

    backup = commands.add_parser("backup", help="sao lưu kho và ranh giới vào một tệp")
    backup.add_argument("file")
    backup.add_argument("--force", action="store_true", help="thay tệp đã có")
    backup.set_defaults(action=_backup)
    restore = commands.add_parser("restore", help="phục hồi kho từ tệp sao lưu")
    restore.add_argument("file")
    restore.add_argument("--to", metavar="URL", help="kho đích; không nêu: kho đang cấu hình")
    restore.add_argument("--force", action="store_true", help="thay toàn bộ kho đã có dữ liệu")
    restore.set_defaults(action=_backup)

    token = commands.add_parser("token", help="khoá truy cập cho máy: tạo, xem, thu hồi")
    acts = token.add_subparsers(dest="kind", required=True, metavar="VIỆC")
    create = acts.add_parser("create", help="tạo khoá; khoá chỉ hiện một lần")
    create.add_argument("--name", required=True, help="đơn vị hoặc hệ thống dùng khoá")
    create.add_argument(
        "--scope", choices=["write", "remote", "admin", "wall"], default="write", help="quyền"
    )
    create.add_argument(
        "--area", action="append", default=[], metavar="KỲ/MÃ",
        help="chỉ gửi địa bàn này và cấp dưới, vd 2025-07-01/40; dùng được nhiều lần",
    )  # fmt: skip
    create.add_argument(
        "--indicator", action="append", default=[], metavar="MÃ",
        help="chỉ gửi chỉ số này, vd HT01; dùng được nhiều lần",
    )  # fmt: skip
    create.add_argument(
        "--for", dest="sending", action="append", default=[], choices=["observations", "alerts"],
        help="chỉ gửi số liệu (observations) hoặc thông báo (alerts)",
    )  # fmt: skip
    create.add_argument("--days", type=int, help="số ngày hiệu lực; không nêu: không thời hạn")
    create.set_defaults(action=_token)
    acts.add_parser("list", help="xem các khoá").set_defaults(action=_token)
    revoke = acts.add_parser("revoke", help="thu hồi khoá")
    revoke.add_argument("number", type=int, metavar="SỐ", help="số của khoá, xem token list")
    revoke.set_defaults(action=_token)

    wall = commands.add_parser("wall", help="màn hình lớn: xem, cấp và thu hồi khoá")
    deeds = wall.add_subparsers(dest="kind", required=True, metavar="VIỆC")
    deeds.add_parser("list", help="xem các màn hình").set_defaults(action=_wall)
    give = deeds.add_parser("token", help="cấp khoá cho màn hình; khoá chỉ hiện một lần")
    give.add_argument("code", metavar="MÃ", help="mã màn hình, xem wall list")
    give.add_argument("--days", type=int, help="số ngày hiệu lực; không nêu: không thời hạn")
    give.set_defaults(action=_wall)
    take = deeds.add_parser("revoke", help="thu hồi khoá của màn hình")
    take.add_argument("code", metavar="MÃ", help="mã màn hình")
    take.set_defaults(action=_wall)

    submissions = commands.add_parser(
        "submissions",
        help="các lần nộp số liệu, mới nhất trước: ai nộp, lúc nào, có được tính không",
    )
    submissions.add_argument("--limit", type=_count, default=20, metavar="SỐ", help="bao nhiêu lần")
    submissions.add_argument(
        "--before", type=_count, metavar="SỐ", help="chỉ những lần nộp trước số này"
    )
    submissions.set_defaults(action=_submissions)
    withdraw = commands.add_parser(
        "withdraw", help="rút một lần nộp: số liệu như khi chưa có lần nộp đó"
    )
    withdraw.add_argument("number", type=int, metavar="SỐ", help="số lần nộp, xem submissions")
    withdraw.add_argument("--by", default="", metavar="NGƯỜI", help="ai rút (bắt buộc)")
    withdraw.add_argument("--reason", default="", metavar="LÝ DO", help="vì sao rút (bắt buộc)")
    withdraw.add_argument("--dry-run", action="store_true", help="chỉ xem điều gì sẽ thay đổi")
    withdraw.set_defaults(action=_withdraw)

    trail = commands.add_parser(
        "trail", help="nhật ký: khoá, đăng nhập, từ chối, thiết lập, xoá và rút số liệu"
    )
    trail.add_argument("--since", default="", metavar="NGÀY", help="từ ngày, vd 2026-11-29")
    trail.add_argument(
        "--act", action="append", default=[], metavar="VIỆC",
        choices=["sign-in", "sign-out", "refusal", "token-created", "token-revoked", "setting",
                 "removal", "order", "message", "acknowledgement", "boundaries"],
        help="chỉ loại việc này; dùng được nhiều lần: %(choices)s",
    )  # fmt: skip
    trail.add_argument(
        "--most", type=_count, default=200, metavar="SỐ", help="nhiều nhất bao nhiêu"
    )
    trail.add_argument("--csv", action="store_true", help="in dạng CSV")
    trail.set_defaults(action=_trail)

    rebuild = commands.add_parser("rebuild", help="tính lại mọi số tổng hợp từ số liệu đã nạp")
    rebuild.set_defaults(action=_rebuild)
    demo = commands.add_parser("demo", help="số liệu minh hoạ: nạp hoặc xoá")
    demo.add_argument("what", choices=["add", "remove"])
    demo.set_defaults(action=_demo)
    return parser


def _ask_first(command: argparse.ArgumentParser) -> None:
    """Give a command that stores what it read the ways to look first and to agree."""
    command.add_argument(
        "--dry-run", action="store_true", help="chỉ kiểm tra và cho xem đã đọc gì, không ghi"
    )
    command.add_argument("--yes", action="store_true", help="đã xem và đồng ý: ghi, không hỏi lại")


def _serve(settings: Settings, _: argparse.Namespace) -> None:
    from cli.serve import serve

    serve(settings)


def _prepare(settings: Settings, _: argparse.Namespace) -> None:
    from cli.prepare import prepare

    prepare(settings, fill_demo=True)


def _load_observations(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import load_observations

    load_observations(settings, options)


def _load_villages(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import load_villages

    load_villages(settings, options)


def _load_reorganisation(settings: Settings, options: argparse.Namespace) -> None:
    from cli.reorganisation import load_reorganisation

    load_reorganisation(settings, options)


def _fetch_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import fetch_boundaries

    fetch_boundaries(settings, options)


def _load_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import load_boundaries

    load_boundaries(settings, options)


def _undo_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import undo_boundaries

    undo_boundaries(settings, options)


def _backup(settings: Settings, options: argparse.Namespace) -> None:
    from cli import backup

    (backup.backup if options.command == "backup" else backup.restore)(settings, options)


def _token(settings: Settings, options: argparse.Namespace) -> None:
    from cli import token

    actions = {"create": token.create, "list": token.list_all, "revoke": token.revoke}
    actions[options.kind](settings, options)


def _wall(settings: Settings, options: argparse.Namespace) -> None:
    from cli import wall

    actions = {"list": wall.list_all, "token": wall.give, "revoke": wall.take}
    actions[options.kind](settings, options)


def _submissions(settings: Settings, options: argparse.Namespace) -> None:
    from cli import submissions

    submissions.list_all(settings, options)


def _withdraw(settings: Settings, options: argparse.Namespace) -> None:
    from cli import submissions

    submissions.withdraw(settings, options)


def _trail(settings: Settings, options: argparse.Namespace) -> None:
    from cli.trail import show

    show(settings, options)


def _count(text: str) -> int:
    """Return a whole number from 1 on that every database takes."""
    number = int(text)
    if not 1 <= number < 2**31:
        raise ValueError(text)
    return number


def _rebuild(settings: Settings, _: argparse.Namespace) -> None:
    from cli.load import rebuild_all

    rebuild_all(settings)


def _demo(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import add_demo, drop_demo

    (add_demo if options.what == "add" else drop_demo)(settings)
