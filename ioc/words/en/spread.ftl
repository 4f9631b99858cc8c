## layouts/figures/comparison.py

spread-median = median
spread-key = Grey: { $label }; dots: median
