## layouts/components/doubt.py

doubt-estimate = ước tính
doubt-mean = trung bình
doubt-shown = Kỳ này
doubt-before = Kỳ so sánh
