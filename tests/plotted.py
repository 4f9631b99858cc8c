"""A chart as plotly reads it: refused where plotly knows no such field or value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go


def plotted(figure: Mapping[str, Any]) -> go.Figure:
    """Return plotly's own figure of what the server built.

    Raises:
        ValueError: a field or a value that plotly does not know.
    """
    assert set(figure) == {"data", "layout"}
    # Without its template: the browser is given none.
    return go.Figure(figure["data"], figure["layout"] | {"template": {}})
