"""The page /dieu-khien: a phone that steers walls; assets/ioc-remote.js draws and sends."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import dcc, html

from layouts.text import Words

PATH = "/dieu-khien"


@unique
class Ids(StrEnum):
    """Ids of the page."""

    ROOT = "remote"
    ROOM = "remote-room"
    DATA = "remote-data"
    STARTED = "remote-started"


WORDS = {
    "title": ("Điều khiển màn hình", "Wall remote"),
    "wall": ("Màn hình", "Wall"),
    "previous": ("Cảnh trước", "Previous"),
    "next": ("Cảnh sau", "Next"),
    "hold": ("Giữ lại", "Hold"),
    "go_on": ("Chạy tiếp", "Go on"),
    "scenes": ("Các cảnh", "Scenes"),
    "go_to": ("Đưa màn hình tới địa bàn", "Take the wall to an area"),
    "find_area": ("Gõ tên tỉnh, xã, phường", "Type the name of an area"),
    "no_area": ("Không có địa bàn nào khớp.", "No area matches."),
    "own_area": ("Về địa bàn của màn hình", "Back to its own area"),
    "alerts": ("Cảnh báo", "Alerts"),
    "no_alerts": ("Không có cảnh báo nào đang mở.", "No open alerts."),
    "seen": ("Đã xem", "Seen"),
    "seen_by": ("Đã xem: {name}", "Seen by {name}"),
    "since": ("từ", "since"),
    "sending": ("Đang gửi…", "Sending…"),
    "sent": ("Đã gửi: {what}", "Sent: {what}"),
    "last": ("Lệnh gần nhất: {what} · {by} · {time}", "Last order: {what} · {by} · {time}"),
    "no_order": ("Chưa có lệnh nào từ lúc mở trang.", "No orders since this page was opened."),
    "to_scene": ("cảnh {name}", "scene {name}"),
    "to_area": ("tới {name}", "to {name}"),
    "unreached": (
        "Không tới được máy chủ, lệnh chưa gửi.",
        "The server cannot be reached; nothing was sent.",
    ),
    "failed": ("Máy chủ gặp lỗi, lệnh chưa gửi.", "The server failed; nothing was sent."),
    "loading": ("Đang tải…", "Loading…"),
    "no_walls": ("Chưa có màn hình nào.", "There are no walls yet."),
    "signed_in": ("Đăng nhập bằng khoá", "Signed in with"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "home": ("Trang chính", "Home"),
    "language": ("English", "Tiếng Việt"),
}


def layout(wall: str, who: str, home: str, language: str) -> html.Div:
    """Return the page with an empty place for the buttons.

    Args:
        wall: code of the wall to begin with; empty: the one steered last.
        who: name of the token that is signed in with.
        home: address of the home area's page.
        language: "vi" or "en".
    """
    words = Words(WORDS, language)
    return html.Div(
        [
            html.Header(
                [
                    html.H1(words["title"]),
                    html.A(words["home"], href=home, className="ioc-remote-home"),
                ],
                className="ioc-remote-head",
            ),
            html.Div(id=Ids.ROOM, className="ioc-remote-room"),
            dcc.Store(
                id=Ids.DATA,
                data={
                    "wall": wall,
                    "who": who,
                    "language": language,
                    "words": {key: words[key] for key in WORDS},
                },
            ),
            dcc.Store(id=Ids.STARTED),
        ],
        id=Ids.ROOT,
        className="ioc-remote",
        lang=language,
    )
