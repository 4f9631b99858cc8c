"""What is said to a request that is turned away before anything of it is read."""

from __future__ import annotations

from starlette.responses import JSONResponse

_SAID = {
    400: ("Địa chỉ có ký tự điều khiển hoặc không đọc được. Hãy kiểm tra lại liên kết.",
          "The address holds control characters or cannot be read."),
    405: ("Địa chỉ này không nhận cách gọi đó.", "The address does not take this method."),
    408: ("Nội dung gửi lên quá chậm. Hãy gửi lại.", "What was sent came too slowly. Send again."),
    413: ("Nội dung gửi lên quá lớn.", "What was sent is too large."),
    414: ("Địa chỉ quá dài.", "The address is too long."),
    422: ("Nội dung gửi lên không đúng dạng của trang. Hãy tải lại trang.",
          "What was sent is none of the page's questions. Load the page again."),
    429: ("Địa chỉ này đang chờ quá nhiều việc nặng. Hãy đợi rồi thử lại.",
          "Too much heavy work is waiting for this address. Wait and try again."),
    503: ("Máy chủ đang bận. Hãy thử lại sau ít giây.", "The server is busy. Try again soon."),
}  # fmt: skip
_RETRY_SECONDS = {408: 1, 429: 10, 503: 5}
# The rest of what was sent is not read: the connection cannot go on.
_CLOSES = {408, 413}


def turned_away(status: int) -> JSONResponse:
    """Return the answer with this status, in both languages, and when to try again."""
    vietnamese, english = _SAID[status]
    headers = {"Cache-Control": "no-store"}
    if status in _RETRY_SECONDS:
        headers["Retry-After"] = str(_RETRY_SECONDS[status])
    if status in _CLOSES:
        headers["Connection"] = "close"
    said = {"error": vietnamese, "error_en": english, "problems": []}
    return JSONResponse(said, status, headers)
