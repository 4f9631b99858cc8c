## ioc/sentences/whose.py

whose-self-country = cấp trung ương tự báo cáo
whose-self-province = cấp tỉnh tự báo cáo
whose-self-district = cấp huyện tự báo cáo
whose-self-commune = cấp xã tự báo cáo
whose-self-village = tự báo cáo
whose-self-area = tự báo cáo
whose-provinces = các tỉnh tự báo cáo
whose-inside = các đơn vị bên trong tự báo cáo
whose-side-former = đơn vị cũ tự báo cáo
whose-side-new = đơn vị mới tự báo cáo
whose-from-above = { $counted }; { $count } { $areas } do cấp trên báo cáo thay
whose-own = tự báo cáo
whose-share = { $share }% { $areas }
whose-share-short = { $share }% { $areas }
whose-reported-former = { $reported }/{ $expected } { $areas } cũ đã báo cáo
whose-reported-new = { $reported }/{ $expected } { $areas } mới đã báo cáo
whose-not-all = chưa đủ báo cáo
whose-partly = mới { $reported }/{ $expected } { $areas }
whose-partly-former = mới { $reported }/{ $expected } { $areas } cũ
whose-adding-up = { $counted }, cộng được { $value }

## ioc/sentences/completeness.py

whose-within = { $some }/{ $all } { $areas } có số liệu, { $full } báo cáo đủ
whose-areas-before = Đơn vị của địa giới trước { $day }
whose-areas-since = Đơn vị của địa giới từ { $day }
