## ioc/status.py

status-green = Đạt
status-amber = Cảnh báo
status-red = Chưa đạt
status-no_target = Chưa có chỉ tiêu
status-no_data = Chưa có số liệu
status-too_few = Chưa đủ số liệu
status-rule-too_few = Chưa đủ { $share } số đơn vị trên phần đất này có số liệu: không xếp loại
status-rule-no_data = Chưa có đơn vị nào báo cáo
status-rule-no_target = Chưa đặt chỉ tiêu cho kỳ này
status-rule-up = Đạt: bằng hoặc hơn chỉ tiêu; Cảnh báo: từ { $share } chỉ tiêu; Chưa đạt: thấp hơn
status-rule-down = Đạt: không vượt chỉ tiêu; Cảnh báo: vượt không quá { $share } chỉ tiêu; Chưa đạt: vượt hơn
