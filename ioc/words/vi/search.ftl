## layouts/frame/search.py

search-areas = Địa bàn
search-indicators = Chỉ số
search-published = Số liệu đã công bố
search-results = Kết quả tìm kiếm
search-before = trước { $date }
search-today = nay thuộc: { $names }
search-more = và { $count } nữa
search-not_all = Còn kết quả khác chưa hiện: gõ thêm tên xã, huyện hoặc tỉnh
search-not_all_others = Còn kết quả khác chưa hiện: gõ thêm chữ để thu hẹp
search-none = Không có địa bàn, chỉ số hay số liệu đã công bố nào khớp “{ $text }”. Thử ít chữ hơn, hoặc gõ không dấu.

## callbacks/frame/shell.py

search-published_only = chỉ có số đã công bố: { $area }, { $period }
