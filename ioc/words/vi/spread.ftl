## layouts/figures/comparison.py

spread-median = trung vị
spread-key = Xám: { $label }; chấm: trung vị
