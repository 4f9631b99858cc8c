"""Variables of the environment that cannot be used are all named at once, in Vietnamese."""

from __future__ import annotations

from datetime import date

import pytest

from ioc.settings import SettingsError, read_settings


def test_each_variable_is_named_with_its_value_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (
        ("PORT", "x"),
        ("LANGUAGE", "fr"),
        ("DEMO", "maybe"),
        ("WORKERS", "0"),
        ("TODAY", "30/11/2026"),
    ):
        monkeypatch.setenv(f"IOC_{name}", value)
    with pytest.raises(SettingsError) as refusal:
        read_settings()
    title, *lines = str(refusal.value).splitlines()
    assert title == "Không khởi động được, vì biến môi trường đặt sai:"
    assert lines == [
        "IOC_PORT = “x” (Cổng lắng nghe): cần một số từ 1 đến 65.535.",
        "IOC_WORKERS = “0” (Số tiến trình phục vụ): cần giá trị như docs/configuration.md nêu.",
        "IOC_LANGUAGE = “fr” (Ngôn ngữ mặc định): cần một trong các giá trị: vi, en.",
        "IOC_DEMO = “maybe” (Nạp số liệu minh hoạ khi chuẩn bị kho lần đầu):"
        " cần 1 (có) hoặc 0 (không).",
        "IOC_TODAY = “30/11/2026” (Ngày mà chương trình coi là hôm nay, để thử nghiệm và trình"
        " diễn; để trống: hôm nay): cần một ngày dạng 2026-11-30.",
    ]
    assert "IOC_PORT = “x”" in refusal.value.text("en")


def test_what_can_be_used_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOC_LANGUAGE", "en")
    monkeypatch.setenv("IOC_DEMO", "0")
    settings = read_settings()
    assert (settings.language, settings.demo) == ("en", False)


def test_an_empty_day_is_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """`IOC_TODAY=` in a file of variables is what the docs call empty; it was refused."""
    monkeypatch.setenv("IOC_TODAY", "")
    assert read_settings().today is None
    monkeypatch.setenv("IOC_TODAY", "2026-11-30")
    assert read_settings().today == date(2026, 11, 30)
