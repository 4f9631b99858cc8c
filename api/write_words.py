"""What the checks say, in English: they speak Vietnamese, for files are loaded by officials."""

from __future__ import annotations

import re
from functools import lru_cache

from ioc.bounds import LARGEST, SMALLEST

_SAID = [
    (r"Không có kỳ địa giới “(.*)”. Có: (.+)", r"There is no vintage “\1”. There are: \2"),
    (r"không có trường này", "there is no such field"),
    (r"chỉ số ngoài phạm vi của khoá", "the indicator is out of the token's bounds"),
    (r"địa bàn ngoài phạm vi của khoá", "the area is out of the token's bounds"),
    (r"có dòng ngoài phạm vi của khoá", "a row is out of the token's bounds"),
    (r"khoá này không được gửi số liệu", "this token may not send numbers"),
    (r"khoá này chỉ được gửi: số liệu", "this token may send numbers alone"),
    (r"khoá này chỉ được gửi: thông báo", "this token may send messages alone"),
    (
        r"khoá này được gửi: địa bàn (.+) và cấp dưới; chỉ số (.+)",
        r"this token may send areas \1 and all below; indicators \2",
    ),
    (
        r"khoá này được gửi: địa bàn (.+) và cấp dưới",
        r"this token may send areas \1 and all below",
    ),
    (r"khoá này được gửi: chỉ số (.+)", r"this token may send indicators \1"),
    (r"ghi đúng mã", "give the right codes"),
    (
        r"địa bàn ngoài phạm vi của khoá, hoặc chưa nêu",
        "the area is out of the token's bounds, or not named",
    ),
    (
        r"chỉ số ngoài phạm vi của khoá, hoặc chưa nêu",
        "the indicator is out of the token's bounds, or not named",
    ),
    (r"khoá này không được gửi thông báo", "this token may not send messages"),
    (r"dùng (.+)", r"use \1"),
    (r"dòng không phải là một đối tượng JSON", "the row is not a JSON object"),
    (r"gửi \{…\} với các trường đã nêu", "send {…} with the fields documented"),
    (
        r"thiếu trường bắt buộc, hoặc không phải là văn bản",
        "a required field is missing or no text",
    ),
    (r"gửi một chuỗi ký tự", "send a string"),
    (r"không phải là văn bản", "not a text"),
    (r"không phải là số", "not a number"),
    (
        r"gửi số JSON hữu hạn, hoặc null nếu chưa có số liệu",
        "send a finite JSON number, or null where nothing was reported",
    ),
    (r"không có số liệu nào được báo cáo", "nothing is reported"),
    (r"gửi ít nhất một dòng có số", "send at least one row with a number"),
    (r"chỉ tiêu không có trong danh mục", "no such indicator in the catalogue"),
    (
        r"ghi mã chỉ tiêu theo danh mục, ví dụ (\S+)",
        r"use a code of /api/v1/indicators, for example \1",
    ),
    (r"không phải kỳ báo cáo", "not a period"),
    (r"thiếu kỳ báo cáo", "the period is missing"),
    (
        r"năm của kỳ báo cáo phải từ (\d+) đến (\d+)",
        r"the year of the period must be from \1 to \2",
    ),
    (
        r"kỳ viết như một số: 2025.1 có thể là tháng 1 hoặc tháng 10",
        "a period written as a number: 2025.1 may be January or October",
    ),
    (r"số quá lớn hoặc quá gần 0 để là số liệu", "too large, or too near to 0, for a report"),
    (
        r"kiểm tra lại: số liệu là 0, hoặc có độ lớn từ .+",
        f"check it: numbers are 0 or between {SMALLEST:g} and {LARGEST:g}",
    ),
    (r"tử số chia mẫu số cho kết quả quá lớn", "numerator ÷ denominator is too large"),
    (r"kỳ báo cáo không có năm", "the period has no year"),
    (r"viết 2024-03, .+", "write 2024, 2024-H1, 2024-Q1, 2024-03 or 2024-03-15"),
    (
        r"chỉ tiêu (\S+) báo cáo theo (.+), không theo (.+)",
        r"indicator \1 is reported by \2, not by \3",
    ),
    (
        r"sửa kỳ báo cáo theo đúng tần suất của chỉ tiêu",
        "use a period of the indicator's frequency",
    ),
    (r"mã địa bàn không có trong kỳ địa giới (\S+)", r"no area of this code in vintage \1"),
    (r"sửa mã theo danh mục đơn vị hành chính, .+", "mend the code, or name the right vintage"),
    (
        r"tên không khớp với mã: trong kỳ địa giới (\S+), mã (\S+) là “(.+)”",
        r"name and code differ: in vintage \1 code \2 is “\3”",
    ),
    (r"sửa mã hoặc tên, hoặc nêu đúng kỳ địa giới.*", "mend code or name, or the vintage"),
    (
        r"tệp không khớp kỳ địa giới (\S+): chỉ (\S+) số địa bàn khớp mã và tên \((.+?)\)(.*)",
        r"the rows do not fit vintage \1: only \2 of the areas match by code and name (\3)",
    ),
    (
        r"nêu đúng `vintage`, hoặc sửa mã và tên",
        "name the right `vintage`, or mend codes and names",
    ),
    (r"số âm", "a negative number"),
    (
        r"kiểm tra lại: số liệu báo cáo không thể âm",
        "check it: what is reported cannot be negative",
    ),
    (r"tử số (\S+) lớn hơn mẫu số (\S+)", r"numerator \1 is greater than denominator \2"),
    (
        r"kiểm tra lại hai số: tử số là một phần của mẫu số",
        "check both: the numerator is a part of the denominator",
    ),
    (r"kiểm tra lại hai số", "check both"),
    (r"mẫu số bằng 0", "the denominator is 0"),
    (
        r"ghi mẫu số đúng, hoặc để trống cả hai ô nếu chưa có số liệu",
        "send the right denominator, or null for both where nothing was reported",
    ),
    (r"tỷ lệ lớn hơn 100%", "a share of more than 100 %"),
    (
        r"số lẻ ở chỗ chỉ có số nguyên \(.+\)",
        "a fraction where things are counted (villages, households, people, dossiers)",
    ),
    (r"ghi đủ số, không theo nghìn \(.+\); .+", "send whole numbers, not thousands"),
    (r"ngoài thang của chỉ tiêu \((\S+)\)", r"outside the scale of the indicator (\1)"),
    (
        r"kiểm tra lại: có thể thiếu dấu phẩy thập phân",
        "check it: perhaps a decimal point is missing",
    ),
    (r"tỷ lệ dưới 1% giữa các tỷ lệ lớn hơn nhiều", "a share below 1 % among far larger ones"),
    (r"nếu 0,885 nghĩa là 88,5%, hãy nhân với 100", "if 0.885 means 88.5 %, send it times 100"),
    (
        r"kiểm tra lại: có thể là số lượng hoặc thiếu dấu phẩy thập phân",
        "check it: perhaps a count, or a decimal point is missing",
    ),
    (r"có tử số nhưng thiếu mẫu số", "a numerator without its denominator"),
    (r"điền mẫu số cùng dòng, .+", "send the denominator too, or `value` alone"),
    (
        r"giá trị không bằng tử số chia mẫu số \((.+)\)",
        r"value is not numerator ÷ denominator (\1)",
    ),
    (r"sửa một trong ba số, hoặc bỏ cột giá trị", "mend one of the three, or leave `value` out"),
    (r"chỉ có số phép đo, thiếu trung vị", "a number of samples without their median"),
    (
        r"ghi trung vị ở cột “Giá trị”; cột tử số là số phép đo",
        "send the median as `value`; `numerator` is the number of samples",
    ),
    (
        r"hai số khác nhau cho cùng một ô: (\S+) và (\S+)",
        r"two different numbers for one cell: \1 and \2",
    ),
    (r"chỉ giữ một số", "keep one of them"),
    (r"0/0: đã báo cáo, .+", "0/0: reported, but there is nothing to take a share of"),
    (
        r"nếu chưa có số liệu, hãy để trống cả hai ô",
        "send null for both where nothing was reported",
    ),
    (
        r"chỉ tiêu này không có mẫu số: số này không được lưu",
        "this indicator has no denominator: it is not kept",
    ),
    (
        r"bỏ mẫu số, hoặc kiểm tra mã chỉ tiêu",
        "leave the denominator out, or check the indicator's code",
    ),
    (
        r"(\d+) ô có mẫu số nhưng chưa có tử số: coi là chưa báo cáo",
        r"\1 cells have a denominator and no numerator: taken as not reported",
    ),
    (r"điền tử số; nếu không có gì, ghi 0", "send the numerator; 0 where there is none"),
    (r"mọi tỷ lệ trong cột đều không quá 1%", "no share is more than 1 %"),
    (
        r"nếu 0,947 nghĩa là 94,7%, hãy nhân với 100 .+",
        "if 0.947 means 94.7 %, multiply by 100",
    ),
    (
        r"chỉ tiêu (\S+) chỉ báo cáo đến cấp (\S+)",
        r"indicator \1 is reported down to level “\2” only",
    ),
    (r"gộp số liệu lên cấp đó rồi nạp", "sum up to that level first"),
    (r"kỳ báo cáo ở tương lai", "a period in the future"),
    (r"sửa kỳ báo cáo \(hôm nay là (.+)\)", r"mend the period (today is \1)"),
    (r"kỳ (.+) chưa kết thúc: .+", r"period \1 has not ended: its numbers are provisional"),
    (r"nạp lại khi kỳ đã kết thúc", "send it again when the period has ended"),
    (
        r"(\d+) kỳ sau ngày địa giới hết hiệu lực \((.+)\): (.+)",
        r"\1 periods after the vintage had ended (\2): \3",
    ),
    (r"kiểm tra: từ ngày đó .+", "check: from that day on numbers are usually by the new areas"),
    (
        r"trùng ô đã có với số khác \(dòng (\d+)\)",
        r"the same cell as row \1 with another number",
    ),
    (r"chỉ giữ một dòng cho mỗi địa bàn và kỳ", "keep one row per indicator, area and period"),
    (r"trùng y hệt một ô đã có: chỉ lưu một lần \(dòng (\d+)\)", r"repeats row \1: kept once"),
    (r"bỏ dòng thừa", "leave the row out"),
    (r"mẫu số của HT03 phải là (.+)", r"the denominator of HT03 must be \1"),
    (
        r"HT03 chia cho số thôn đã có sóng, .+",
        "HT03 divides by the villages with signal, not by all villages",
    ),
    (r"còn (\d+) lỗi khác chưa liệt kê", r"\1 more faults are not listed"),
    (r"sửa các lỗi trên rồi nạp lại", "mend those above and send again"),
]
_ENGLISH = [(re.compile(pattern), english) for pattern, english in _SAID]
_WORDS = {
    "ngày": "day", "tháng": "month", "quý": "quarter", "6 tháng": "half-year", "năm": "year",
}  # fmt: skip

_FREQUENCY = re.compile(rf"(?<= by )(?:{'|'.join(_WORDS)})\b")


@lru_cache(maxsize=4096)
def in_english(text: str) -> str:
    """Return what a check says in English; Vietnamese again where nobody has translated it.

    >>> in_english("tử số 12 lớn hơn mẫu số 10")
    'numerator 12 is greater than denominator 10'
    >>> in_english("chỉ tiêu HT01 báo cáo theo tháng, không theo năm")
    'indicator HT01 is reported by month, not by year'
    """
    for pattern, english in _ENGLISH:
        if found := pattern.fullmatch(text):
            said = found.expand(english)
            return _FREQUENCY.sub(lambda word: _WORDS[word[0]], said)
    return text
