"""The variables of an address's path, which its query may not override.

Dash hands layouts the variables of the path and of the query as one, and lets the query win:
`/dia-ban/2025-07-01/40?code=38` would show another land under the address of this one.
"""

from __future__ import annotations

import dash


def path_variables(template: str) -> dict[str, str]:
    """Return the variables of the requested path, in a page's layout."""
    return read_path(str(dash.ctx.inputs.get("_pages_location.pathname") or ""), template)


def read_path(path: str, template: str) -> dict[str, str]:
    """Return the variables of a path by a template; empty where it does not fit.

    >>> read_path("/dia-ban/2025-07-01/40", "/dia-ban/<vintage>/<code>")
    {'vintage': '2025-07-01', 'code': '40'}
    >>> read_path("/dia-ban", "/dia-ban/<vintage>/<code>"), read_path("/a/b", "/c/<d>")
    ({}, {})
    """
    parts, names = path.strip("/").split("/"), template.strip("/").split("/")
    if len(parts) != len(names):
        return {}
    variables = {}
    for part, name in zip(parts, names, strict=True):
        if name.startswith("<"):
            variables[name[1:-1]] = part
        elif part != name:
            return {}
    return variables
