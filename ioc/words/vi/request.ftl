## api/requests/parameters.py and those that ask it

request-search-empty = Không có chữ nào để tìm.
request-no-vintage-before = Trước kỳ địa giới { $vintage } không có kỳ nào.
request-area-unknown = Không có địa bàn mã này trong kỳ địa giới { $vintage }.
request-vintage-missing = Thiếu kỳ địa giới: mã địa bàn được dùng lại sau mỗi lần sắp xếp, nên riêng mã không chỉ rõ địa bàn nào.
request-periods-turned = Kỳ đầu đứng sau kỳ cuối ({ $last }).
request-key-missing = Cần đầu mục này, từ 1 đến 200 ký tự.
request-no-object = Phải là một đối tượng JSON.
request-key-twice = Khoá này đứng hai lần trong một đối tượng JSON.
request-no-json = Không phải JSON: { $error }
request-no-place = Không phải điểm nối trang: hãy lấy nguyên địa chỉ ở “next”.
request-limit = Phải là số nguyên từ 1 đến { $most }.
request-no-period = Không phải là kỳ báo cáo.
request-parameter-unknown = Không có tham số này.
request-not-allowed = Giá trị này không thuộc danh sách cho phép.
request-parameter-twice = Tham số này chỉ được ghi một lần.
request-empty = Giá trị trống: hãy ghi giá trị hoặc bỏ tham số.
request-long = Giá trị dài quá { $most } ký tự.
request-frequency-impossible = { $code } không tính được theo kỳ này: báo cáo theo kỳ dài hơn, hoặc là trung vị, cần mẫu gốc.
request-reason-missing = Phải nêu lý do, là văn bản.
request-no-whole-number = Phải là số nguyên.
request-field-unknown = Không có trường này.
request-no-day = Phải là ngày YYYY-MM-DD.
request-vintage-unnamed = Phải nêu kỳ địa giới của mã địa bàn: mã đã được dùng lại.
request-rows = Phải là danh sách từ 1 đến { $most } dòng.

## api/requests/errors.py

request-refused = Tham số không hợp lệ.
request-parameter-missing = Thiếu tham số này.
request-number-large = Số quá lớn.

## api/gate/refusals.py

request-turned-400 = Địa chỉ có ký tự điều khiển hoặc không đọc được. Hãy kiểm tra lại liên kết.
request-turned-405 = Địa chỉ này không nhận cách gọi đó.
request-turned-408 = Nội dung gửi lên quá chậm. Hãy gửi lại.
request-turned-413 = Nội dung gửi lên quá lớn.
request-turned-414 = Địa chỉ quá dài.
request-turned-422 = Nội dung gửi lên không đúng dạng của trang. Hãy tải lại trang.
request-turned-429 = Địa chỉ này đang chờ quá nhiều việc nặng. Hãy đợi rồi thử lại.
request-turned-503 = Máy chủ đang bận. Hãy thử lại sau ít giây.
request-larger = Nội dung lớn hơn { $size }.

## api/v1/openapi.py

request-no-address = Không có địa chỉ { $address }.

## api/requests/parameters.py and those that ask it


## api/doors/application.py

request-foreign-host = Máy chủ này không phục vụ tên miền trong yêu cầu (IOC_HOSTS).
