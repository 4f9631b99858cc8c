"""The check of a request to a Dash callback: the framework itself trusts any body."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash

PATH = "/_dash-update-component"


def plain_question(app: Dash, body: Any) -> bytes | None:
    """Return the body of a callback as the framework expects it; None for an invalid one.

    Only the values come from the browser: the callback, its inputs and its outputs are those that
    were registered.

    Args:
        app: with every callback registered.
        body: of the request, as it was parsed.
    """
    output = body.get("output") if isinstance(body, dict) else None
    callback = app.callback_map.get(output) if isinstance(output, str) else None
    if callback is None or "callback" not in callback:
        return None
    inputs = _values(callback["inputs"], body.get("inputs"))
    state = _values(callback["state"], body.get("state") or [])
    if inputs is None or state is None:
        return None
    outputs = _outputs(str(output))
    triggers = body.get("changedPropIds")
    properties = {f"{each['id']}.{each['property']}" for each in inputs}
    question = {
        "output": output,
        "outputs": outputs if str(output).startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [
            each for each in triggers if isinstance(each, str) and each in properties
        ]
        if isinstance(triggers, list)
        else [],
    }
    return json.dumps(question).encode()


def _values(definitions: Sequence[Mapping[str, Any]], values: Any) -> list[dict[str, Any]] | None:
    """Return the values of a callback's properties, in their order; None: other properties."""
    if not isinstance(values, list) or len(values) != len(definitions):
        return None
    items = []
    for want, each in zip(definitions, values, strict=True):
        identity = {"id": str(want["id"]), "property": str(want["property"])}
        if not isinstance(each, dict) or any(each.get(name) != identity[name] for name in identity):
            return None
        items.append({**identity, "value": each.get("value")})
    return items


def _outputs(output: str) -> list[dict[str, str]]:
    """Return the outputs that the key of a callback names.

    >>> _outputs("..a.children...b.data..")
    [{'id': 'a', 'property': 'children'}, {'id': 'b', 'property': 'data'}]
    """
    several = output[2:-2].split("...") if output.startswith("..") else [output]
    pairs = (each.rsplit(".", 1) for each in several)
    return [{"id": ident, "property": name} for ident, name in pairs]
