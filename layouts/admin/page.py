"""The page /quan-tri: sections by address; what stands in them is drawn by admin/*.js."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import dcc, html

from ioc.cookies import ACCOUNT_PAGE, ADMIN_PAGE, REMOTE_PAGE
from ioc.message_form import LIMITS
from ioc.version import VERSION
from ioc.words.catalogue import Words

PATH = ADMIN_PAGE
# Below /wall, so that it fills its frame as a wall fills its screen.
PREVIEW_PATH = "/wall/xem-thu"
SECTIONS = (
    "canh", "danh-sach", "man-hinh", "canh-bao", "chu-tri", "bieu", "tai-khoan", "khoa", "lan-nop",
    "nhat-ky",
)  # fmt: skip


@unique
class AdminIds(StrEnum):
    """Ids of the page."""

    ROOT = "admin"
    ROOM = "admin-room"  # scripts draw the section here
    SIGN_OUT = "admin-sign-out"
    DATA = "admin-data"  # Store: section, language, addresses
    OUTPUT = "admin-started"


def layout(
    section: str, item: str, who: str, language: str, *, has_account: bool = False
) -> html.Div:
    """Return the page with one section open.

    Args:
        section: one of SECTIONS.
        item: code of the scene, playlist or wall to begin with; empty: none.
        who: name of the token or account that is signed in with.
        language: "vi" or "en".
        has_account: it is an account, which has a page of its own.
    """
    words = Words("administration", language)
    return html.Div(
        [
            html.Header(
                [
                    html.H1(words["title"]),
                    html.Nav(
                        [
                            html.A(
                                words[each],
                                href=f"{PATH}/{each}",
                                className="ioc-admin-tab",
                                **({"aria-current": "page"} if each == section else {}),
                            )
                            for each in SECTIONS
                        ],
                        className="ioc-admin-tabs",
                        **{"aria-label": words["sections"]},
                    ),
                    html.Div(
                        [
                            html.A(words["remote"], href=REMOTE_PAGE, className="ioc-admin-remote"),
                            (
                                html.A(who, href=ACCOUNT_PAGE, className="ioc-admin-who")
                                if has_account
                                else html.Span(
                                    [f"{words['signed_in']} ", html.B(who)],
                                    className="ioc-admin-who",
                                )
                            ),
                            html.Button(
                                words["sign_out"],
                                id=AdminIds.SIGN_OUT,
                                className="btn btn-outline-secondary",
                                type="button",
                            ),
                        ],
                        className="ioc-admin-own",
                    ),
                ],
                className="ioc-admin-head",
            ),
            html.Div(id=AdminIds.ROOM, className="ioc-admin-room"),
            html.Footer(words("version", number=VERSION), className="ioc-admin-version"),
            dcc.Store(
                id=AdminIds.DATA,
                data={
                    "section": section,
                    "chosen": item,
                    "language": language,
                    "preview": PREVIEW_PATH,
                    "limits": LIMITS,
                },
            ),
            dcc.Store(id=AdminIds.OUTPUT),
        ],
        id=AdminIds.ROOT,
        className="ioc-admin",
        lang=language,
    )
