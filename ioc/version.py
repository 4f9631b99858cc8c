"""The version of the program, as `/healthz` and the pages say it."""

VERSION = "0.1.0"
