## ioc/area.py

vintage-before-2025 = before 1 July 2025
vintage-since-2025 = since 1 July 2025
