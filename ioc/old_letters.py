"""Vietnamese before Unicode: TCVN3 (ABC) and VNI, which use the codes of Western letters.

Read as Western text, such a file says `M· x·` or `Maõ xaõ`. The words of headings and of kinds of
areas tell which of the two it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_MARKS = frozenset(_TONES.values())
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {
    "ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "í": "í", "ì": "ì", "æ": "ỉ",
    "ó": "ĩ", "ò": "ị", "î": "ỵ", "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ",
}  # fmt: skip


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowels, marks, hat in (
        ("aeouyôö", _TONES, ""),
        ("aeo", _CIRCUMFLEX, "\u0302"),
        ("a", _BREVE, "\u0306"),
    ):
        for vowel in vowels:
            base = _VNI_ALONE.get(vowel, vowel)
            for mark, tone in marks.items():
                letter = unicodedata.normalize("NFC", base + hat + tone)
                pairs[vowel + mark] = letter
                pairs[vowel.upper() + mark.upper()] = letter.upper()
                pairs[vowel.upper() + mark] = letter.upper()
    return pairs


_VNI = _vni_pairs()
_VNI_PAIR = re.compile("|".join(map(re.escape, _VNI)))
# The sharp accents of capitals that fonts drew as small letters are not told apart here.
_WORDS = frozenset(
    "mã tên xã phường huyện tỉnh thôn bản kỳ số tử mẫu chỉ tiêu giá trị đơn vị địa bàn tháng năm"
    " quý thành phố thị trấn tổng cộng kết quả tỷ lệ báo cáo tổ dân biểu hộ".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    r"""Return Unicode of a text in TCVN3 letters.

    >>> from_tcvn3("M· x·"), from_tcvn3("Ph\xad\xeang Thµnh Vinh")
    ('Mã xã', 'Phường Thành Vinh')
    """
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Return Unicode of a text in VNI letters.

    >>> from_vni("Maõ xaõ"), from_vni("Phöôøng Thaønh Vinh"), from_vni("Ñoàng Nai")
    ('Mã xã', 'Phường Thành Vinh', 'Đồng Nai')
    """
    parts: list[str] = []
    end = 0
    for match in _VNI_PAIR.finditer(text):
        parts += [*(_VNI_ALONE.get(each, each) for each in text[end : match.start()])]
        parts.append(_VNI[match[0]])
        end = match.end()
    return "".join([*parts, *(_VNI_ALONE.get(each, each) for each in text[end:])])


_READERS: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}
OLD_LETTERS = frozenset(_READERS)


def find_old_letters(texts: Iterable[str]) -> str:
    """Return the name of the code page that texts are written in; empty: they are Unicode.

    >>> find_old_letters(["M· chØ tiªu", "M· x·"]), find_old_letters(["Mã chỉ tiêu", "Mã xã"])
    ('TCVN3 (ABC)', '')
    """
    sample = [text for text in texts if not text.isascii()]
    best, most = "", _known_words(sample)
    for name, reader in _READERS.items():
        count = _known_words(map(reader, sample))
        if count > most + 1:
            best, most = name, count
    return best


def to_unicode(text: str, letters: str) -> str:
    """Return Unicode of a text in the letters that `find_old_letters` names."""
    return text if text.isascii() or not letters else _READERS[letters](text)


def _known_words(texts: Iterable[str]) -> int:
    """Count the words that tables have in their headings, those with marks only."""
    return sum(
        word in _WORDS
        for text in texts
        for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())
        if not word.isascii()
    )


_CLUSTERS = frozenset(
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oai oao oay oeo oo ôi ơi"
    " ua uâ uê ui uô ươ uơ uy ưa ưi ưu iêu yê yêu uây uôi uya uyê uyu ươi ươu uau ue".split()
)
_SYLLABLE = re.compile(
    "(?:ngh?|gh|g[iì]?|kh|ph|th|tr|ch|nh|qu|[bcdđhklmnprstvx])?([aăâeêioôơuưy]+)(?:ch|nh|ng|[ckmnpt])?"
)


def syllable_share(texts: Iterable[str]) -> float:
    """Return how many of the words with letters beyond ASCII are Vietnamese syllables, 0 to 1.

    Text read in the wrong letters has letters enough, but no syllables; without such words 1.

    >>> syllable_share(["Phường Thành Vinh"]), syllable_share(["Phừứứng Thaứnh Vinh"])
    (1.0, 0.0)
    """
    words = [
        word
        for text in texts
        for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())
        if not word.isascii()
    ]
    return sum(map(_is_syllable, words)) / len(words) if words else 1.0


def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word)
    toned = [mark for mark in parts if mark in _MARKS]
    if len(toned) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _MARKS))
    match = _SYLLABLE.fullmatch(plain)
    return match is not None and match[1] in _CLUSTERS
