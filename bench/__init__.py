"""Benchmarks: ratios in one run, against a plain app and against bare drivers."""
