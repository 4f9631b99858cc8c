## ioc/sentences/same_areas.py

comparison-same = trên cùng { $count } { $areas }
comparison-counted = { $count } { $areas }
comparison-rule = Chỉ so { $count }/{ $expected } { $areas } có số ở cả hai kỳ
comparison-few = chỉ { $count }/{ $expected } { $areas } có số ở cả hai kỳ, chưa đủ để so
comparison-provisional = tạm tính { $value }
comparison-provisional_if = tạm tính { $value } nếu { $areas } chưa báo cáo giữ số gần nhất
comparison-provisional_rule = Kỳ chưa đủ báo cáo: nếu các { $areas } còn thiếu giữ nguyên số gần nhất của mình thì là { $value } ({ $count }/{ $expected } { $areas })
comparison-no_number = chưa có số { $period }
