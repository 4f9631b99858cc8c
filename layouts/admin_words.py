"""Words of the administration, its scripts' included, and English for what the checks say."""

# ruff: noqa: E501 - sentences stand whole

from __future__ import annotations

import re
from collections.abc import Mapping

from layouts.text import Words

# What scripts say; `{…}` is filled there.
SCRIPT_WORDS: Mapping[str, tuple[str, str]] = {
    "save": ("Lưu", "Save"),
    "saving": ("Đang lưu…", "Saving…"),
    "saved": ("Đã lưu. Màn hình đang mở tự cập nhật.", "Saved. Open walls take it up by themselves."),
    "copy": ("Tạo bản sao", "Make a copy"),
    "copied": ("Đã tạo bản sao. Bạn đang sửa bản sao.", "Copied. You are editing the copy."),
    "remove": ("Xoá", "Remove"),
    "removed": ("Đã xoá.", "Removed."),
    "cancel": ("Thôi", "Cancel"),
    "close": ("Đóng", "Close"),
    "undo": ("Bỏ thay đổi", "Discard changes"),
    "unsaved": ("Có thay đổi chưa lưu", "Unsaved changes"),
    "changed_meanwhile": (
        "Người khác vừa lưu mục này. Lưu bây giờ sẽ thay bản của họ; “Bỏ thay đổi” để xem bản đó.",
        "Somebody else has just saved this. Saving now replaces theirs; discard your changes to see it.",
    ),
    "leave": ("Có thay đổi chưa lưu. Bỏ các thay đổi này?", "There are unsaved changes. Discard them?"),
    "faults": ("Chưa lưu được, cần sửa {count} chỗ.", "Not saved; {count} to mend."),
    "unreached": (
        "Không tới được máy chủ, chưa lưu gì. Hãy kiểm tra mạng rồi thử lại.",
        "The server cannot be reached; nothing was saved. Check the network and try again.",
    ),
    "failed": ("Máy chủ gặp lỗi, chưa lưu gì.", "The server failed; nothing was saved."),
    "sign_in_again": ("Phiên đăng nhập đã hết.", "The session has ended."),
    "loading": ("Đang tải…", "Loading…"),
    "none_chosen": ("Chọn một mục ở danh sách, hoặc tạo mới.", "Choose one in the list, or make a new one."),
    "decimal": (",", "."),
    "minutes": ("{count} phút", "{count} min"),
    # scenes
    "scenes": ("Cảnh", "Scenes"),
    "new_scene": ("Cảnh mới", "New scene"),
    "shipped": ("Đi kèm chương trình", "Shipped"),
    "shipped_about": (
        "Cảnh này đi kèm chương trình nên không sửa được. Hãy tạo bản sao rồi sửa bản sao.",
        "This scene came with the program and cannot be changed. Make a copy and change that.",
    ),
    "used_by": ("Dùng trong: {names}", "Used in: {names}"),
    "unused": ("Chưa danh sách phát nào dùng", "In no playlist yet"),
    "remove_scene": ("Xoá cảnh “{name}”?", "Remove the scene “{name}”?"),
    "name_vi": ("Tên tiếng Việt", "Vietnamese name"),
    "name_en": ("Tên tiếng Anh", "English name"),
    "optional": ("không bắt buộc", "optional"),
    "map": ("Bản đồ", "Map"),
    "map_about": ("Chỉ số có số liệu đến cấp xã hoặc thôn.", "An indicator that communes or villages report."),
    "cards": ("Các thẻ", "Cards"),
    "cards_about": (
        "Tối đa 6 chỉ số, theo thứ tự từ trên xuống. Kéo, hoặc dùng phím mũi tên trên nút ⠿.",
        "Up to six indicators, from top to bottom. Drag, or press arrows on ⠿.",
    ),
    "trend": ("Xu hướng", "Trend"),
    "add_card": ("Thêm thẻ", "Add a card"),
    "find_indicator": ("Gõ mã hoặc tên chỉ số", "Type a code or a name"),
    "no_indicator": ("Không có chỉ số nào khớp.", "No indicator matches."),
    "area": ("Địa bàn", "Area"),
    "find_area": ("Gõ tên tỉnh, xã", "Type the name of an area"),
    "walls_area": ("Theo màn hình", "The wall's own"),
    "home_area": ("Tỉnh nhà", "Home province"),
    "no_area": ("Không có địa bàn nào khớp.", "No area matches."),
    "until": ("trước {date}", "until {date}"),
    "vintage": ("Kỳ địa giới", "Boundaries as of"),
    "walls_vintage": ("Theo màn hình", "The wall's own"),
    "newest": ("Mới nhất", "The newest"),
    "seconds": ("Số giây", "Seconds"),
    "hours": ("Khung giờ", "Hours"),
    "hours_about": ("Viết như 07:30. Để trống: cả ngày.", "Write 07:30. Empty: all day."),
    "from": ("từ", "from"),
    "to": ("đến", "to"),
    "from_time": ("Từ giờ", "From"),
    "to_time": ("Đến giờ", "To"),
    "days": ("Ngày trong tuần", "Days of the week"),
    "days_about": ("Không chọn ngày nào: tất cả các ngày.", "None chosen: every day."),
    "days_short": ("T2 T3 T4 T5 T6 T7 CN", "Mo Tu We Th Fr Sa Su"),
    "days_long": (
        "Thứ hai,Thứ ba,Thứ tư,Thứ năm,Thứ sáu,Thứ bảy,Chủ nhật",
        "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
    ),
    "preview": ("Xem trước", "Preview"),
    "preview_about": ("Đúng như trên màn hình 16:9, với số liệu lúc này.", "As on a 16:9 screen, with the numbers of now."),
    "preview_wait": ("Đang dựng cảnh…", "Drawing…"),
    "preview_needs": (
        "Chọn bản đồ, ít nhất một thẻ và xu hướng để xem trước.",
        "Choose a map, at least one card and a trend to see the scene.",
    ),
    "preview_dark": ("Nền tối", "Dark"),
    "preview_light": ("Nền sáng", "Light"),
    # lists that are put in order
    "move": ("Chuyển “{name}”, vị trí {place} trong {count}", "Move “{name}”, {place} of {count}"),
    "moved": ("“{name}” ở vị trí {place} trong {count}", "“{name}” is {place} of {count}"),
    "up": ("Lên", "Up"),
    "down": ("Xuống", "Down"),
    "take_out": ("Bỏ “{name}”", "Take out “{name}”"),
    # playlists
    "playlists": ("Danh sách phát", "Playlists"),
    "new_playlist": ("Danh sách mới", "New playlist"),
    "name": ("Tên", "Name"),
    "order": ("Thứ tự các cảnh", "Order of scenes"),
    "order_about": ("Cảnh có khung giờ chỉ hiện trong khung giờ đó.", "A scene with hours is shown in these alone."),
    "add_scene": ("Thêm cảnh", "Add a scene"),
    "find_scene": ("Gõ tên cảnh", "Type the name of a scene"),
    "no_scene": ("Không có cảnh nào khớp.", "No scene matches."),
    "round": ("Một vòng {time}, {count} cảnh.", "A round takes {time}, {count} scenes."),
    "remove_playlist": ("Xoá danh sách phát “{name}”?", "Remove the playlist “{name}”?"),
    "stays_playlist": ("Danh sách mặc định, không xoá được.", "The default one; it stays."),
    # walls
    "walls": ("Màn hình", "Walls"),
    "new_wall": ("Màn hình mới", "New wall"),
    "wall_name_about": ("Ví dụ: Phòng họp tầng 2.", "For example: meeting room, 2nd floor."),
    "playlist": ("Danh sách phát", "Playlist"),
    "language": ("Ngôn ngữ", "Language"),
    "theme": ("Nền", "Ground"),
    "dark": ("Tối", "Dark"),
    "light": ("Sáng", "Light"),
    "night": ("Chế độ đêm", "Night mode"),
    "night_about": ("Trong khung giờ này màn hình tối bớt. Viết như 21:00; để trống: không dùng.", "The wall is dimmed in these hours. Write 21:00; empty: never."),
    "night_from": ("Từ giờ", "From"),
    "night_to": ("Đến giờ", "To"),
    "diagonal_inch": ("Đường chéo (inch)", "Diagonal (inches)"),
    "distance_m": ("Người xem cách xa (m)", "Distance of the reader (m)"),
    "letters_good": (
        "Dễ đọc: chữ nhỏ nhất {least}′, tên và số {names}′ (cần 16′ và 20′).",
        "Legible: smallest letters {least}′, names and numbers {names}′ (16′ and 20′ are needed).",
    ),
    "letters_small": (
        "Khó đọc: chữ nhỏ nhất chỉ {least}′, cần 16′. Ngồi gần hơn {distance} m, hoặc dùng màn hình từ {inch} inch.",
        "Hard to read: smallest letters {least}′, 16′ are needed. Sit within {distance} m, or use {inch} inches.",
    ),
    "remove_wall": (
        "Xoá màn hình “{name}”? Khoá của nó hết hiệu lực ngay.",
        "Remove the wall “{name}”? Its token ends at once.",
    ),
    "stays_wall": ("Màn hình mặc định, không xoá được.", "The default one; it stays."),
    "wall_token": ("Khoá của màn hình", "The wall's token"),
    "no_token": ("Chưa có khoá. Xem thử bằng nút “Mở màn hình”.", "No token yet. Try it with “Open the wall”."),
    "save_first": ("Lưu màn hình trước, rồi tạo khoá.", "Save the wall first, then make its token."),
    "give_token": ("Tạo khoá", "Make a token"),
    "give_again": ("Tạo khoá mới", "Make a new token"),
    "give_again_ask": (
        "Khoá đang dùng hết hiệu lực ngay, màn hình phải mở lại bằng khoá mới. Tiếp tục?",
        "The present token ends at once; the wall must be opened with the new one. Go on?",
    ),
    "take_token": ("Thu hồi khoá", "Revoke the token"),
    "take_token_ask": ("Thu hồi khoá? Màn hình tắt số liệu ngay.", "Revoke the token? The wall stops at once."),
    "token_taken": ("Đã thu hồi khoá.", "Revoked."),
    "open_wall": ("Mở màn hình", "Open the wall"),
    "kiosk_address": ("Địa chỉ mở trên máy của màn hình", "Address to open on the wall's machine"),
    "kiosk_about": (
        "Mở một lần là máy nhớ. Mỗi khoá chỉ cho một màn hình.",
        "Opened once, the machine remembers. One token per wall.",
    ),
    # tokens
    "tokens": ("Khoá truy cập", "Access tokens"),
    "new_token": ("Tạo khoá", "Make a token"),
    "token_name_about": ("Người hoặc đơn vị dùng khoá.", "The person or office that uses it."),
    "scope": ("Quyền", "Scope"),
    "scope_write": ("Gửi số liệu (write)", "Send numbers (write)"),
    "scope_remote": ("Điều khiển màn hình (remote)", "Steer walls (remote)"),
    "scope_admin": ("Quản trị (admin)", "Administer (admin)"),
    "scope_wall": ("Màn hình (wall)", "Wall (wall)"),
    "token_days": ("Số ngày hiệu lực", "Days"),
    "days_empty": ("Để trống: không thời hạn.", "Empty: for good."),
    "once": (
        "Hãy chép ngay: khoá chỉ hiện một lần, kho chỉ giữ mã băm.",
        "Copy it now: it is shown once; the store keeps only a hash.",
    ),
    "secret": ("Khoá", "Token"),
    "copy_text": ("Chép", "Copy"),
    "copied_text": ("Đã chép", "Copied"),
    "scan": ("Quét bằng máy ảnh của điện thoại để đăng nhập.", "Scan with the phone's camera to sign in."),
    "scan_local": (
        "Bạn đang mở trang bằng địa chỉ của riêng máy này, điện thoại không tới được. Hãy mở bằng địa chỉ mạng của máy chủ rồi tạo khoá.",
        "You opened this page by an address of this very machine, which no phone reaches. Open it by the server's network address, then make the token.",
    ),
    "phone_address": ("Địa chỉ đăng nhập sẵn (mở trên điện thoại)", "Address that signs in (open on the phone)"),
    "who": ("Tên", "Name"),
    "state": ("Tình trạng", "State"),
    "last_used": ("Dùng lần cuối", "Last used"),
    "never_used": ("chưa dùng", "never"),
    "holds": ("Hiệu lực", "Holds"),
    "holds_until": ("Đến {date}", "Until {date}"),
    "expired": ("Hết hạn {date}", "Expired {date}"),
    "revoked_on": ("Thu hồi {date}", "Revoked {date}"),
    "yours": ("bạn đang dùng", "yours"),
    "revoke": ("Thu hồi", "Revoke"),
    "revoke_ask": ("Thu hồi khoá “{name}”? Ai đang dùng sẽ bị ngắt ngay.", "Revoke “{name}”? Who uses it is out at once."),
    "revoke_own": (
        "Đây là khoá bạn đang dùng: thu hồi là bạn bị đăng xuất ngay.",
        "You are using this one: revoking signs you out at once.",
    ),
    "revoke_last": (
        "Đây là khoá quản trị cuối cùng: sau đó chỉ tạo lại được bằng dòng lệnh trên máy chủ.",
        "This is the last token of an administrator: only the command line can make another.",
    ),
    "former_tokens": ("Khoá không còn hiệu lực ({count})", "Tokens that hold no more ({count})"),
}  # fmt: skip

PAGE_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Quản trị", "Administration"),
    "sections": ("Mục quản trị", "Sections"),
    "canh": ("Cảnh", "Scenes"),
    "danh-sach": ("Danh sách phát", "Playlists"),
    "man-hinh": ("Màn hình", "Walls"),
    "khoa": ("Khoá truy cập", "Access tokens"),
    "remote": ("Điều khiển từ xa", "Remote"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "signed_in": ("Đăng nhập bằng khoá", "Signed in with"),
}

_ENGLISH = {
    "mã không dùng được": "this code cannot be used",
    "chưa có tên": "no name yet",
    "ghi tên": "give a name",
    "tên quá dài": "the name is too long",
    "viết trong 80 ký tự": "use at most 80 letters",
    "chưa chọn chỉ số": "no indicator chosen",
    "chọn một chỉ số": "choose one",
    "không có chỉ số này": "there is no such indicator",
    "chọn trong danh mục": "choose one of the catalogue",
    "không xã nào báo cáo chỉ số này, bản đồ sẽ trống": "no commune reports it: the map would be empty",
    "chọn chỉ số có số liệu đến cấp xã hoặc thôn": "choose one that communes or villages report",
    "chỉ số bị lặp": "the same indicator twice",
    "mỗi thẻ một chỉ số": "one indicator per card",
    "ghi số nguyên, ví dụ 30": "a whole number, for example 30",
    "ngày trong tuần không dùng được": "these days cannot be used",
    "chọn từ thứ hai (1) đến chủ nhật (7)": "choose from Monday (1) to Sunday (7)",
    "không phải giờ trong ngày": "no time of day",
    "viết như 07:30": "write it as 07:30",
    "thiếu một đầu của khoảng giờ": "one end of the hours is missing",
    "ghi cả hai, hoặc bỏ cả hai": "give both or none",
    "khoảng giờ trống": "the hours are empty",
    "ghi hai giờ khác nhau": "give two different times",
    "chọn kỳ địa giới đã nạp": "choose one that is loaded",
    "chọn địa bàn khác": "choose another area",
    "danh sách phát chưa có cảnh, hoặc quá dài": "no scene in the playlist yet, or too many",
    "không có cảnh này": "there is no such scene",
    "chọn cảnh khác": "choose another one",
    "cảnh bị lặp": "the same scene twice",
    "giữ lại một lần": "keep it once",
    "không có danh sách phát này": "there is no such playlist",
    "chọn danh sách khác": "choose another one",
    "giá trị không dùng được": "this cannot be used",
    "đo lại": "measure again",
    "cảnh đi kèm chương trình không sửa được": "a shipped scene cannot be changed",
    "tạo bản sao rồi sửa bản sao": "make a copy and change that",
    "cảnh đi kèm chương trình không xoá được": "a shipped scene cannot be removed",
    "bỏ cảnh khỏi danh sách phát": "take it out of the playlists",
    "không có lệnh này": "there is no such order",
    "màn hình không có cảnh này": "the wall has no such scene",
    "chọn cảnh trong danh sách phát của màn hình": "choose one of the wall's playlist",
    "chưa chọn quyền": "no scope chosen",
    "chọn một quyền; khoá của màn hình tạo ở mục Màn hình": "choose one; a wall's token is made under Walls",
    "không phải số ngày từ 1 đến 3650": "not a number of days from 1 to 3650",
    "ghi số ngày, hoặc để trống": "give a number, or leave it empty",
    "đây là khoá quản trị cuối cùng, và bạn đang dùng nó": "this is the last administrator's token, and yours",
    "tạo khoá quản trị khác trước, hoặc xác nhận thu hồi": "make another one first, or confirm",
    "kho chưa có địa bàn nào": "the store has no areas yet",
}
_PATTERNS = (
    (r"không phải số giây từ (\d+) đến (\d+)", r"not a number of seconds from \1 to \2"),
    (r"có (\d+) thẻ", r"\1 cards"),
    (r"chọn từ (\d+) đến (\d+) chỉ số", r"choose \1 to \2 indicators"),
    (r"chọn (\d+) đến (\d+) cảnh", r"choose \1 to \2 scenes"),
    (r"phải từ ([\d.]+) đến ([\d.]+) (\w+)", r"must be \1 to \2 \3"),
    (r"không có địa bàn này trong kỳ địa giới (\S+)", r"no such area within the boundaries of \1"),
    (r"chọn (\w+) hoặc (\w+)", r"choose \1 or \2"),
    (r"dùng một trong: (.*)", r"use one of: \1"),
    (r"Không có cảnh “(.*)”\.", r"There is no scene “\1”."),
    (r"Không có danh sách phát “(.*)”\.", r"There is no playlist “\1”."),
    (r"Không có màn hình “(.*)”\..*", r"There is no wall “\1”."),
)


def script_words(language: str) -> dict[str, str]:
    """Return what the scripts of the administration say."""
    words = Words(SCRIPT_WORDS, language)
    return {key: words[key] for key in SCRIPT_WORDS}


def in_english(text: str, language: str = "en") -> str:
    """Return what the checks said in this language; as it is where no English is known.

    >>> in_english("chưa có tên"), in_english("có 7 thẻ"), in_english("chưa có tên", "vi")
    ('no name yet', '7 cards', 'chưa có tên')
    """
    if language != "en":
        return text
    for pattern, english in _PATTERNS:
        if re.fullmatch(pattern, text):
            return re.sub(pattern, english, text)
    return _ENGLISH.get(text, text)
