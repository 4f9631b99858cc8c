"""Periods inside the texts of headings and titles."""

from __future__ import annotations

import re

# In search form: no diacritics, lower case.
PERIODS = re.compile(
    r"(?<![\w/])(?:"
    r"(?:6|sau)\s+thang\s+(?:dau|cuoi)(?:\s+nam)?(?:\s+\d{4})?"
    r"|(?:thang|thg|t)\s*\.?\s*\d{1,2}(?!\d)(?:\s*(?:[/.\-]|nam)?\s*(?:nam\s*)?\d{4})?"
    r"|quy\s*(?:iv|i{1,3}|[1-4])\b(?:\s*(?:[/.\-]|nam)?\s*(?:nam\s*)?\d{4})?"
    r"|\d{1,2}\s*[/\-]\s*\d{4}|\d{4}-\d{2}|nam\s*\d{4}"
    r")(?![\w/])"
)
