"""What a page may ask of its callbacks: the framework believes a body as it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash

PATH = "/_dash-update-component"


def plain_question(app: Dash, asked: Any) -> bytes | None:
    """Return the body of a callback as the framework wants it; None for none of its questions.

    Only the values are the browser's own: which callback, what goes in and what comes out is taken
    from what was registered.

    Args:
        app: with every callback registered.
        asked: what the body says.
    """
    output = asked.get("output") if isinstance(asked, dict) else None
    known = app.callback_map.get(output) if isinstance(output, str) else None
    if known is None or "callback" not in known:
        return None
    inputs = _values(known["inputs"], asked.get("inputs"))
    state = _values(known["state"], asked.get("state") or [])
    if inputs is None or state is None:
        return None
    outputs = _outputs(str(output))
    changed = asked.get("changedPropIds")
    named = {f"{each['id']}.{each['property']}" for each in inputs}
    question = {
        "output": output,
        "outputs": outputs if str(output).startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [each for each in changed if isinstance(each, str) and each in named]
        if isinstance(changed, list)
        else [],
    }
    return json.dumps(question).encode()


def _values(known: Sequence[Mapping[str, Any]], given: Any) -> list[dict[str, Any]] | None:
    """Return what is given for the properties of a callback, in their order; None: other ones."""
    if not isinstance(given, list) or len(given) != len(known):
        return None
    found = []
    for want, each in zip(known, given, strict=True):
        wanted = {"id": str(want["id"]), "property": str(want["property"])}
        if not isinstance(each, dict) or any(each.get(name) != wanted[name] for name in wanted):
            return None
        found.append({**wanted, "value": each.get("value")})
    return found


def _outputs(output: str) -> list[dict[str, str]]:
    """Return the outputs that the key of a callback names.

    >>> _outputs("..a.children...b.data..")
    [{'id': 'a', 'property': 'children'}, {'id': 'b', 'property': 'data'}]
    """
    several = output[2:-2].split("...") if output.startswith("..") else [output]
    pairs = (each.rsplit(".", 1) for each in several)
    return [{"id": ident, "property": name} for ident, name in pairs]
