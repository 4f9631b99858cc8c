## layouts/area/trend.py

trend-published = Số đã công bố
trend-source = Nguồn
trend-nobody = Chưa đơn vị nào báo cáo chỉ số này.
trend-choose = Hãy chọn một chỉ số khác trong các thẻ, hoặc chờ số liệu: trang tự cập nhật khi có.
trend-load = Hãy nạp tệp số liệu của đơn vị: trang tự cập nhật, không cần tải lại.
