## layouts/area/lineage_picture.py

lineage-since = thay đổi ngày { $date }
lineage-same = giữ nguyên
lineage-renamed = đổi tên, giữ nguyên địa bàn
lineage-whole = nhập toàn bộ
lineage-part = một phần
lineage-share = { $share } { $basis }
lineage-population = dân số
lineage-households = số hộ
lineage-villages = số thôn
lineage-area = diện tích
lineage-communes = { $count }/{ $all } xã
lineage-to = vào { $name }
lineage-of = từ { $name }
lineage-here = đang xem
lineage-weightless = Tỷ lệ của các phần được chia không ghi ở đây là chưa rõ.

## data/load/reorganisation/areas.py

lineage-carried = không đổi

## data/load/areas/relations.py

lineage-same-code = cùng mã thôn
