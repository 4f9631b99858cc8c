## ioc/area.py

vintage-before-2025 = trước 01/07/2025
vintage-since-2025 = từ 01/07/2025
