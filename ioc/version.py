"""The version of the program, as `/healthz`, `--version` and the administration show it.

Raised with each release, together with pyproject.toml and CHANGELOG.md (a test compares): walls
reload the page when the server has another one.
"""

VERSION = "0.3.0"
