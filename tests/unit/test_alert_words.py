"""What an alert says, in both languages, short enough for the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ioc.alert import Alert, AlertKind, BehindArea, Facts, Grade, Message, OpenAlert
from ioc.indicator import Direction, TimeRule
from ioc.sentences.alerts import alert_view, target_text, time_words, unseen_text
from tests.unit.test_alert_rules import INDICATOR as UNNAMED
from tests.unit.test_alert_rules import TODAY

INDICATOR = replace(
    UNNAMED, short_vi="Thôn có sóng", short_en="Villages with signal",
    noun_vi="thôn", noun_en="villages",
)  # fmt: skip
FACTS = Facts(
    78.4, 784.0, 1000.0, 95.0, 98, 130, False, 3, False,
    (BehindArea("1", "Môn Sơn", 40.0), BehindArea("2", "Mỹ Lý", 42.85)), 6, "commune",
    counted="village",
)  # fmt: skip
ALERT = Alert(
    7, AlertKind.STATUS, "k", Grade.RED, "SHARE", "2025-07-01", "40", "2025-10", "2025-08",
    "2025-11-25T03:42:10+00:00", "", None, "", None, None, ("phong-hop",), FACTS,
)  # fmt: skip


def view(alert: Alert = ALERT, language: str = "vi", today: date = TODAY) -> Any:
    indicator = None if alert.indicator_code == "GONE" else INDICATOR
    return alert_view(OpenAlert(alert, indicator, "Nghệ An", "Nghe An"), language, today)


def lines(alert: Any) -> dict[str, str]:
    return {each.about: each.text.replace("\N{NO-BREAK SPACE}", " ") for each in alert.lines}


def test_a_red_number_says_what_where_since_when_who() -> None:
    alert = view()
    assert (alert.heading, alert.mark, alert.chip) == ("Chỉ số chuyển đỏ", "■", "Chưa đạt")
    assert (alert.name, alert.value) == ("Thôn có sóng", "78,4%")
    assert alert.target == "Chỉ tiêu ≥ 95% · thiếu 166 thôn"
    assert lines(alert) == {
        "where": "Nghệ An",
        "behind": "Môn Sơn 40% · Mỹ Lý 42,9% và 4 xã khác",
        "since": "Đỏ từ tháng 08/2025, 3 tháng liền",
        "who": "Sở",
        "as_of": "tháng 10/2025 · 25 ngày trước · 75% thôn báo cáo",
    }
    assert (alert.demo, alert.seen) == ("", "")
    assert alert.raised == "Báo lúc 10:42, 25/11"


def test_the_same_in_english() -> None:
    alert = view(language="en")
    assert (alert.heading, alert.value, alert.target) == (
        "Turned red",
        "78.4%",
        "Target ≥ 95% · 166 villages short",
    )
    assert lines(alert) == {
        "where": "Nghe An",
        "behind": "Môn Sơn 40% · Mỹ Lý 42.9% and 4 more communes",
        "since": "Red since Aug 2025, 3 months in a row",
        "who": "Dept",
        "as_of": "Oct 2025 · 25 days ago · 75% of villages reported",
    }
    assert alert.raised == "Raised at 10:42, 25 Nov"


def test_the_share_of_who_reported_is_that_of_the_card() -> None:
    """Of 98 areas 32 were answered for from above: 66 of 130, not 98."""
    text = lines(view(replace(ALERT, facts=replace(FACTS, own=32))))["as_of"]
    assert text == "tháng 10/2025 · 25 ngày trước · 51% thôn báo cáo"
    all_there = replace(FACTS, reported=130, own=32)
    assert lines(view(replace(ALERT, facts=all_there)))["as_of"].endswith("75% thôn báo cáo")
    alone = replace(FACTS, reported=130, own=130)
    assert lines(view(replace(ALERT, facts=alone)))["as_of"].endswith("· tự báo cáo")
    unlike = replace(FACTS, counted="", within="commune", within_some=3, within_all=4)
    assert lines(view(replace(ALERT, facts=unlike)))["as_of"].endswith("· 3/4 xã báo cáo")


def test_a_single_village_that_is_behind_reads_in_words() -> None:
    one = replace(INDICATOR, time_rule=TimeRule.LAST_VALUE)
    facts = replace(FACTS, behind=(BehindArea("1", "Xóm Đình", 0.0, 0.0, 1.0),), behind_count=1)
    alert = alert_view(OpenAlert(replace(ALERT, facts=facts), one, "X", "X"), "vi", TODAY)
    assert lines(alert)["behind"] == "Xóm Đình Chưa"


def test_names_are_not_broken_and_take_two_lines_at_most() -> None:
    (behind,) = [each.text for each in view().lines if each.about == "behind"]
    assert [each for each in behind.split(" ") if each != "·"] == [
        "Môn\N{NO-BREAK SPACE}Sơn\N{NO-BREAK SPACE}40%",
        "Mỹ\N{NO-BREAK SPACE}Lý\N{NO-BREAK SPACE}42,9%",
        "và\N{NO-BREAK SPACE}4\N{NO-BREAK SPACE}xã\N{NO-BREAK SPACE}khác",
    ]
    long = tuple(BehindArea(str(each), "Phường Trung tâm Trường Vinh", 10.0) for each in range(3))
    text = lines(view(replace(ALERT, facts=replace(FACTS, behind=long))))["behind"]
    assert text == "Phường Trung tâm Trường Vinh 10% và 5 xã khác"


@pytest.mark.parametrize(
    ("facts", "since"),
    [
        (replace(FACTS, periods=1), "Đỏ từ tháng 08/2025"),
        (replace(FACTS, periods=24, whole=True), "Đỏ suốt 24 tháng, có thể lâu hơn"),
    ],
)
def test_since_when(facts: Facts, since: str) -> None:
    assert lines(view(replace(ALERT, facts=facts)))["since"] == since


def test_a_target_that_was_met_misses_nothing() -> None:
    good_facts = replace(FACTS, value=97.0, numerator=970.0)
    assert target_text(good_facts, INDICATOR, "vi") == "Chỉ tiêu ≥ 95%"
    assert target_text(replace(FACTS, target=None), INDICATOR, "vi") == ""


def test_what_cannot_be_counted_is_told_in_points() -> None:
    assert target_text(FACTS, UNNAMED, "vi") == "Chỉ tiêu ≥ 95% · thiếu 16,6 điểm %"


def test_lower_is_better() -> None:
    down = replace(INDICATOR, direction=Direction.DOWN)
    worse = replace(FACTS, target=0.0, numerator=139.0, value=13.9)
    assert target_text(worse, down, "vi") == "Chỉ tiêu ≤ 0% · vượt 139 thôn"


def test_made_up_numbers_say_so() -> None:
    assert view(replace(ALERT, facts=replace(FACTS, demo=True))).demo == "Số liệu minh hoạ"


def test_a_stale_number_says_since_when_it_is_overdue() -> None:
    stale = replace(ALERT, kind=AlertKind.STALE, grade=Grade.AMBER, since="2025-12-21")
    alert = view(stale, today=date(2026, 1, 22))
    assert (alert.heading, alert.mark, alert.chip) == ("Số liệu quá hạn", "▲", "Quá hạn")
    assert lines(alert) == {
        "where": "Nghệ An",
        "last": "tháng 10/2025",
        "due": "33 ngày, từ 21/12/2025",
        "who": "Sở",
    }


def test_a_message_says_who_sent_it() -> None:
    message = Message("Họp lúc 14:00", "", "<b>Điểm cầu</b> tỉnh", "At the hall")
    message_alert = replace(
        ALERT, kind=AlertKind.MESSAGE, grade=Grade.AMBER, message=message, facts=None,
        raised_by="Văn phòng", until="2025-11-26T03:42:10+00:00",
    )  # fmt: skip
    alert = view(message_alert)
    assert (alert.heading, alert.chip, alert.name) == ("Thông báo", "Lưu ý", "Họp lúc 14:00")
    assert alert.text == "<b>Điểm cầu</b> tỉnh"
    assert lines(alert) == {
        "where": "Nghệ An · Thôn có sóng",
        "until": "10:42, 26/11",
        "sender": "Văn phòng",
    }
    # Without an English title the Vietnamese one stands.
    assert (view(message_alert, "en").name, view(message_alert, "en").text) == (
        "Họp lúc 14:00",
        "At the hall",
    )


def test_who_has_seen_it_is_told() -> None:
    acknowledged_alert = replace(
        ALERT, acknowledged_at="2025-11-25T04:00:00+00:00", acknowledged_by="Chánh VP"
    )
    assert view(acknowledged_alert).seen == "Chánh VP đã xem lúc 11:00, 25/11"


def test_an_indicator_that_is_no_more_leaves_its_code() -> None:
    alert = view(replace(ALERT, indicator_code="GONE"))
    assert (alert.name, alert.value, alert.lines) == ("GONE", "", ())


def test_the_quiet_line_counts() -> None:
    assert [unseen_text(count, "vi") for count in (0, 1, 2)] == [
        "",
        "1 cảnh báo chưa xem",
        "2 cảnh báo chưa xem",
    ]
    assert [unseen_text(count, "en") for count in (1, 2)] == [
        "1 alert not seen",
        "2 alerts not seen",
    ]


def test_times_are_those_of_vietnam() -> None:
    assert time_words("2025-12-31T17:05:00+00:00") == "00:05, 01/01"
