## ioc/sentences/origin.py

origin-basis-population = dân số
origin-basis-households = số hộ
origin-basis-villages = số thôn
origin-basis-area = diện tích
origin-short-exact = quy đổi
origin-short-estimate = ước tính theo { $basis }
origin-short-mean = trung bình các tỉnh cũ
origin-long-exact = Quy đổi sang địa giới đang xem: cộng trọn các đơn vị, chính xác
origin-long-estimate = Quy đổi sang địa giới đang xem: ước tính, chia theo { $basis }
origin-long-mean = Quy đổi sang địa giới đang xem: trung bình cộng của các đơn vị cũ
origin-rule-exact = quy đổi: cộng trọn, chính xác
origin-rule-estimate = ước tính theo { $basis }
origin-rule-mean = trung bình các tỉnh cũ
origin-stroke-exact = Nét đứt: { $rule }
origin-stroke-estimate = Chấm tròn rỗng: { $rule }
origin-stroke-mean = Hình thoi rỗng: { $rule }
