## layouts/frame/shell.py

shell-product = Trung tâm điều hành thông minh
shell-pages = Trang
shell-wall = Màn hình lớn
shell-analysis = Phân tích
shell-start = Chỉ đạo
shell-area = Địa bàn
shell-admin = Quản trị
shell-reporter = Nộp số liệu
shell-verifier = Xác nhận số liệu
shell-account = Tài khoản
shell-remote = Điều khiển
shell-search = Tìm địa bàn, chỉ số ( / )
shell-language = English
shell-language_short = EN
shell-language_label = English: chuyển sang tiếng Anh
shell-own_name = Tiếng Việt
shell-theme = Đổi nền sáng, tối
shell-skip = Tới nội dung chính
shell-live = Đang cập nhật trực tiếp
shell-day_set = Hôm nay được đặt là { $day }
shell-polling = Cập nhật chậm, đang nối lại
shell-lost = Mất kết nối, số liệu có thể đã cũ

## callbacks/admin/pages.py

shell-title-admin = Quản trị · IOC

## callbacks/admin/preview.py

shell-title-preview = Xem trước

## callbacks/admin/remote.py

shell-title-remote = Điều khiển · IOC

## callbacks/admin/sign_in.py

shell-title-hand-in = Nộp số liệu · IOC
shell-title-lateness = Ai chậm nộp · IOC
shell-title-verification = Xác nhận số liệu · IOC
shell-title-phone = Nhập số liệu · IOC
shell-title-account = Tài khoản · IOC
shell-title-sign-in = Đăng nhập · IOC

## callbacks/analysis/page.py

shell-title-analysis = Phân tích

## callbacks/area/page.py

shell-title-area = Địa bàn
shell-title-no-area = Địa bàn · IOC

## callbacks/pages.py

shell-title = IOC – Trung tâm điều hành thông minh
shell-title-not-found = Không có trang này · IOC
shell-no-file = Không có tệp này.
shell-unexpected = Lỗi ngoài dự kiến, đã ghi nhật ký với mã { $id }.

## callbacks/start/page.py

shell-title-start = Việc cần chỉ đạo · IOC

## callbacks/wall/page.py

shell-title-wall = Màn hình lớn

## server.py

shell-about = Trung tâm giám sát, điều hành thông minh: số liệu theo địa bàn và kỳ.

## ioc/sentences/title.py

shell-title-place = { $indicator } · { $area }
shell-title-view = { $indicator } · { $area } · { $period }
shell-title-two = { $first } và { $second }

## assets/src/shell/print.js

shell-printed = In ngày { $day }
shell-print_cards = { $count } chỉ số đang gập
shell-print_end = Không in: { $parts }. Xem tại { $address }
