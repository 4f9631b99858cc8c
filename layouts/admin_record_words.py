"""Words of two sections of the administration: hand-ins and the trail."""

# ruff: noqa: E501 - sentences stand whole

from __future__ import annotations

from collections.abc import Mapping

from layouts.text import Words

# What scripts say; `{…}` is filled there.
RECORD_WORDS: Mapping[str, tuple[str, str]] = {
    "unreached_reading": ("Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.", "The server cannot be reached. Check the network and try again."),
    "failed_reading": ("Máy chủ gặp lỗi, chưa đọc được.", "The server failed; nothing was read."),
    "older": ("Xem tiếp các mục cũ hơn", "Show older ones"),
    "show": ("Hiện", "Show"),
    # hand-ins
    "hand_ins": ("Lần nộp số liệu", "Hand-ins"),
    "hand_ins_about": (
        "Rút một lần nộp thì mọi số như khi chưa có lần nộp đó: số nộp trước được tính lại. Ai rút và vì sao được giữ lại.",
        "A hand-in that is taken back counts as if it had never come: what was reported before counts again. Who did it and why is kept.",
    ),
    "hand_ins_all": ("Tất cả", "All"),
    "hand_ins_counting": ("Đang tính", "Counting"),
    "hand_ins_withdrawn": ("Đã rút", "Taken back"),
    "hand_ins_none": ("Chưa có lần nộp nào như vậy.", "There is no such hand-in."),
    "hand_in": ("Lần nộp", "Hand-in"),
    "hand_in_number": ("Số {number}", "No. {number}"),
    "received": ("Nhận lúc", "Received"),
    "sender": ("Đơn vị gửi", "Sender"),
    "sender_unknown": ("không rõ", "unknown"),
    "file": ("Tệp", "File"),
    "of_indicators": ("Chỉ số", "Indicators"),
    "of_periods": ("Kỳ", "Periods"),
    "cells": ("Số ô", "Numbers"),
    "all_stand": ("đều đang tính", "all count"),
    "stand": ("còn tính {count}", "{count} still count"),
    "and_more": ("và {count} nữa", "and {count} more"),
    "counting": ("Đang tính", "Counts"),
    "withdrawn_by": ("Đã rút {at}, {by}: {reason}", "Taken back {at}, {by}: {reason}"),
    "withdrawn_unknown": ("Đã rút", "Taken back"),
    "withdraw": ("Rút", "Take back"),
    "withdraw_number": ("Rút lần nộp số {number}", "Take back no. {number}"),
    "withdraw_ask": ("Rút lần nộp số {number} ({name})?", "Take back hand-in no. {number} ({name})?"),
    "withdrawn_done": ("Đã rút lần nộp số {number}. Màn hình đang mở tự cập nhật.", "Hand-in no. {number} is taken back. Open screens follow."),
    "withdrawing": ("Đang rút lần nộp số {number} và tính lại…", "Taking back hand-in no. {number} and summing up anew…"),
    "withdraw_unreached": ("Chưa nhận được trả lời của máy chủ. Có thể đã rút xong: hãy tải lại danh sách để xem.", "No answer came from the server. It may be done: load the list again."),
    "reason": ("Lý do", "Reason"),
    "reason_about": ("Ghi lại cùng tên khoá bạn đang dùng; không xoá được.", "Kept with the name of your token; it stays."),
    "reason_missing": ("Ghi vì sao rút.", "Say why."),
    "first_cells": ("Các ô đầu tiên", "The first of them"),
    "these_cells": ("Các ô thay đổi", "What changes"),
    "now": ("Đang tính", "Counts now"),
    "then": ("Sau khi rút", "Afterwards"),
    # the trail
    "trail": ("Nhật ký", "Trail"),
    "trail_about": (
        "Ai tạo và thu hồi khoá, đăng nhập, bị từ chối, đổi, xoá hoặc rút gì. Giữ các việc mới nhất của từng loại.",
        "Who made and revoked tokens, signed in, was refused, changed, removed or took back what. The newest of each kind are kept.",
    ),
    "trail_none": ("Chưa có việc nào như vậy.", "Nothing of the kind was done."),
    "act": ("Việc", "What"),
    "every_act": ("Mọi việc", "Everything"),
    "day": ("Ngày", "Day"),
    "day_about": ("Ví dụ 29/11/2026; để trống: mọi ngày.", "29/11/2026, for example; empty: every day."),
    "at": ("Lúc", "When"),
    "actor": ("Ai", "Who"),
    "subject": ("Với gì", "To what"),
    "address": ("Địa chỉ", "Address"),
    "command": ("lệnh trên máy chủ", "command on the server"),
}  # fmt: skip


def record_words(language: str) -> dict[str, str]:
    """Return what the scripts of the two sections say."""
    words = Words(RECORD_WORDS, language)
    return {key: words[key] for key in RECORD_WORDS}
