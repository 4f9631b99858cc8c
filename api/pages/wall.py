"""`/wall/scene`, `/wall/screen`, `/wall/alert-map`: what a wall asks after its page has come.

All walls with a scene ask for it in the same tenth of a second, as soon as one of its numbers
changes; it is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.pages.router import PageAnswer, Question
from api.requests.parameters import LANGUAGE, Parameter, Query

# The address of an answer names the revision. A change without a revision (a token taken back, a
# wall with new settings) is visible after this time.
_HOLDS_SECONDS = 2.0
_OF_PAGE = (
    Parameter("man-hinh", "Wall that is looked at, by its code."),
    Parameter("dia-ban", "Area of a wall that is looked at."),
    Parameter("ky-dia-gioi", "Vintage of a wall that is looked at."),
    LANGUAGE,
)
_OF_SCENE = (
    Parameter("scene", "Scene, by its code."),
    Parameter("area", "Area that the wall was ordered to show.", may_be_empty=True),
    # They tell answers apart: by revision and by the settings of the screen.
    Parameter("rev", "Revision of the store that the page knows."),
    Parameter("screen", "Digest of the screen that the page shows.", may_be_empty=True),
)
_OF_SCREEN = (
    Parameter("digest", "Digest of what the page shows; empty: it may show nothing.",
              may_be_empty=True),
    Parameter("shown", "Scene on screen, which stays if it still exists.", may_be_empty=True),
    Parameter("signal", "Number of the last signal that the page heard of."),
    Parameter("nen", "Ground of a wall that is looked at."),
)  # fmt: skip

_OF_ALERT_MAP = (
    Parameter("vintage", "Vintage of the alert's area."),
    Parameter("area", "Area of the alert."),
    Parameter("indicator", "Indicator of the alert.", may_be_empty=True),
    Parameter("rev", "Revision of the store that the page knows."),
    LANGUAGE,
)

WallAnswer = Callable[[Mapping[str, str], Mapping[str, str]], bytes | None]


def scene_question(
    path: str, answer: WallAnswer, cookies: tuple[str, ...], most_bytes: int = 4_000_000
) -> Question:
    """Return the question for a scene.

    Args:
        path: of the address.
        answer: returns the answer, JSON, to the address's parameters and the browser's cookies;
            None: no such scene, or the wall may show nothing.
        cookies: names of those that the answer depends on.
        most_bytes: of answers in memory.
    """
    parameters = (*_OF_SCENE, *_OF_PAGE)
    make_answer = _answering(answer, _HOLDS_SECONDS)
    return Question(path, parameters, make_answer, cookies, most_bytes, is_silent=True)


def screen_question(path: str, answer: WallAnswer, cookies: tuple[str, ...]) -> Question:
    """Return the question for the screen; the answer is empty where the page shows it already."""
    return Question(path, (*_OF_SCREEN, *_OF_PAGE), _answering(answer, 0.0), cookies,
                    is_silent=True)  # fmt: skip


def alert_map_question(
    path: str, answer: Callable[[Mapping[str, str]], bytes | None], most_bytes: int = 1_000_000
) -> Question:
    """Return the question for the map on an alert's panel; None: its area is unknown."""
    make_answer = _answering(lambda fields, _: answer(fields), _HOLDS_SECONDS)
    return Question(path, _OF_ALERT_MAP, make_answer, (), most_bytes, is_silent=True)


def _answering(
    answer: WallAnswer, seconds: float
) -> Callable[[Query, Mapping[str, str]], PageAnswer | None]:
    def make_answer(query: Query, cookies: Mapping[str, str]) -> PageAnswer | None:
        query.settle()
        body = answer(query.values(), cookies)
        return None if body is None else PageAnswer(body, "application/json", b"no-store", seconds)

    return make_answer
