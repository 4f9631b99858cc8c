## layouts/frame/search.py

search-areas = Địa bàn
search-indicators = Chỉ số
search-results = Kết quả tìm kiếm
search-before = trước { $date }
search-today = nay thuộc: { $names }
search-more = và { $count } nữa
search-not_all = Còn kết quả khác chưa hiện: gõ thêm tên xã, huyện hoặc tỉnh
search-none = Không có địa bàn hay chỉ số nào tên “{ $text }”. Thử ít chữ hơn, hoặc gõ không dấu.
