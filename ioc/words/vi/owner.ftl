## ioc/sentences/owner.py

owner-line = Chủ trì: { $who }
owner-due = { $who }, hạn { $day }
owner-unit-person = { $unit } ({ $person })
owner-phone-number = điện thoại { $phone }

## data/load/owners/owners.py

owner-unit-missing = chưa có đơn vị chủ trì
    .fix = ghi tên đơn vị, ví dụ “Sở Y tế”
owner-text-long = dài quá { $most } chữ
    .fix = rút ngắn lại
owner-phone = không phải số điện thoại
    .fix = chỉ ghi chữ số, dấu cách, dấu chấm, ví dụ 0238 384 1234
owner-indicator-and-group = vừa nêu chỉ số vừa nêu nhóm chỉ số
    .fix = chỉ giữ một: chỉ số, hoặc nhóm, hoặc để trống cả hai nếu chủ trì mọi chỉ số
owner-group-unknown = không có nhóm chỉ số này
    .fix = dùng một trong: { $groups }
owner-area-unknown = không có địa bàn này trong kỳ địa giới { $vintage }
    .fix = chọn lại địa bàn hoặc kỳ địa giới
owner-named-before = chỉ số và địa bàn này đã có đơn vị chủ trì
    .fix = sửa dòng đã có, hoặc chọn chỉ số hay địa bàn khác
owner-unknown = Đơn vị chủ trì này không còn trong danh sách.

## api/admin/owner_acts.py

owner-no-day = không phải là ngày
    .fix = viết như 31/12/2026, hoặc để trống nếu không có hạn

## data/load/owners/owner_file.py

owner-none-in-file = tệp không có đơn vị chủ trì nào
    .fix = điền ít nhất một dòng dưới tiêu đề “Đơn vị chủ trì”
owner-heading-unit = Đơn vị chủ trì
owner-heading-indicator_code = Mã chỉ số
owner-heading-group_code = Mã nhóm
owner-heading-vintage = Kỳ địa giới
owner-heading-area_code = Mã địa bàn
owner-heading-person = Người phụ trách
owner-heading-phone = Điện thoại
owner-heading-deadline = Hạn
owner-all-indicators = mọi chỉ số
owner-every-area = mọi địa bàn
