## layouts/components/doubt.py

doubt-estimate = estimate
doubt-mean = mean
doubt-shown = This period
doubt-before = Compared period
