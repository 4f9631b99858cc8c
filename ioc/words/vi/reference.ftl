## api/v1/reference.py

reference-title = Tài liệu API – Trung tâm điều hành thông minh
reference-heading = Tài liệu API
reference-about = Số liệu cho phần mềm khác: địa bàn, chỉ số, báo cáo, tổng hợp, cảnh báo.
reference-home = Về trang chính
reference-document = Tệp OpenAPI
reference-no-script = Trang này cần JavaScript.
reference-field = Giá trị
