"""HTML components as text, for parts that are often replaced.

Dash 4.4.1 mounts a returned subtree anew, piece by piece: forty cards keep the browser busy for
seconds. The same cards as text take a few milliseconds.
"""

from __future__ import annotations

from html import escape
from typing import Any

from dash.development.base_component import Component

_NAMESPACE = "dash_html_components"
_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "colSpan": "colspan"}
_VOID = {"br", "hr", "img", "wbr"}


def to_html(part: Any) -> str:
    """Return components of `dash.html`, texts, numbers and lists of them as HTML; all escaped.

    Raises:
        TypeError: a component that is no plain HTML element.

    >>> from dash import html
    >>> to_html(html.P(["a < b ", html.B("c", className="x")], **{"data-n": "1"}))
    '<p data-n="1">a &lt; b <b class="x">c</b></p>'
    """
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(to_html(each) for each in part)
    if not isinstance(part, Component):
        return escape(str(part))
    described = part.to_plotly_json()
    if described["namespace"] != _NAMESPACE:
        raise TypeError(f"{described['type']} is no HTML element")
    tag = described["type"].lower()
    properties = dict(described["props"])
    children = properties.pop("children", None)
    attributes = "".join(_attribute(name, value) for name, value in properties.items())
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(children)}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, dict):
        value = ";".join(f"{key}:{text}" for key, text in value.items())
    text = "" if value is True else str(value)
    return f' {_NAMES.get(name, name)}="{escape(text)}"'
