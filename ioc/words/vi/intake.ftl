## cli/intake/confirm.py

intake-nobody = Chưa ghi gì: chưa có người xác nhận. Hãy đọc phần trên; nếu đúng, chạy lại lệnh này và thêm { $option }.
intake-yes-no = { $question } [c = có, phím khác = không]
intake-refused = Chưa ghi gì.

## cli/intake/observations.py

intake-cells = Đọc được { $cells } ô số liệu từ { $rows } dòng; { $empty } ô trống là chưa có số liệu, không phải 0.
intake-note = Lưu ý: { $remark }
intake-sheet = trang tính “{ $name }”,
intake-encoding = bảng mã { $name }
intake-semicolon = dấu chấm phẩy
intake-comma = dấu phẩy
intake-delimiter = ngăn cột bằng { $sign }
intake-title = Dòng phía trên bảng: { $text }
intake-file = Tệp { $file }: { $sheet }tiêu đề ở dòng { $row }; { $manner }.
intake-vintage-named = Kỳ địa giới: { $vintage }, như đã nêu.
intake-vintage-share = { $vintage } khớp { $share }
intake-vintage-recognised = Kỳ địa giới: { $vintage }: NHẬN RA từ mã và tên{ $shares }, chưa ai nêu; nếu sai, nêu --vintage.
intake-province = { $name } ({ $count } địa bàn)
intake-more-provinces = và { $count } tỉnh khác
intake-provinces = Địa bàn thuộc: { $provinces }.
intake-more-periods = và { $count } kỳ khác
intake-periods = Kỳ báo cáo: { $periods }; đọc từ { $origin }.
intake-indicators = Chỉ tiêu: đọc từ { $origin }.
intake-column-ignored = “{ $heading }” – không đọc
intake-columns = Các cột đã đọc:
intake-columns-left = Các cột để lại:
intake-sums = Chỉ tiêu, kỳ và tổng các ô:
intake-more-sums = … và { $count } chỉ tiêu, kỳ khác
intake-cell-count = { $count } ô
intake-sum-of-parts = tổng tử số { $top }, tổng mẫu số { $bottom }
intake-sum = tổng { $sum }
intake-all-same = đều là { $value }
intake-from-to = từ { $low } đến { $high }
intake-first-cells = Các ô đầu tiên:
intake-cell = dòng { $row }: { $area } ({ $code }), { $period }, { $indicator }: { $value }{ $parts }
intake-totals = Dòng tổng (không nạp) so với tổng các dòng:
intake-agrees = khớp
intake-differs = LỆCH
intake-total = dòng { $row }, cột “{ $column }”: ghi { $stated }, cộng được { $sum }: { $verdict }
intake-more-totals = … và { $count } tổng khác
intake-new = { $count } ô mới
intake-replaced = thay { $count } ô đã có bằng số khác
intake-equal = { $count } ô trùng số đang có
intake-replaced-demo = thay { $count } ô số liệu minh hoạ
intake-compared = So với kho: { $parts }.
intake-as-made-up = CHÚ Ý: các số này trùng với số liệu minh hoạ trong kho: { $count } ô giống hệt. Có lẽ tệp là bản xuất số liệu minh hoạ của chương trình; nếu vậy, đừng ghi.
intake-form-long = dạng dọc (mỗi dòng một ô số liệu)
intake-form-wide-indicators = dạng ngang, chỉ tiêu theo cột
intake-form-wide-periods = dạng ngang, kỳ theo cột
intake-form-wide = dạng ngang, chỉ tiêu và kỳ theo cột
intake-meaning-area-code = mã địa bàn
intake-meaning-area-name = tên địa bàn
intake-meaning-indicator = chỉ tiêu
intake-meaning-period = kỳ báo cáo
intake-meaning-vintage = kỳ địa giới
intake-meaning-conversion = cách quy đổi
intake-meaning-numerator = tử số
intake-meaning-denominator = mẫu số
intake-meaning-value = giá trị
intake-meaning-province = tỉnh
intake-meaning-district = huyện
intake-meaning-commune = xã
intake-meaning-village = thôn

## cli/intake/sheet.py

intake-office-file = Tệp { $file } (SHA-256 { $sha256 }…)
intake-office-form = Đọc theo biểu: { $indicators }; kỳ { $period }; { $areas } địa bàn báo cáo, kỳ địa giới { $vintage }.
intake-office-sheet = Trang tính “{ $name }”: { $tables } bảng
intake-office-no-table = không thấy bảng nào
intake-office-table = Bảng { $number }, dòng { $first } đến { $last }:
intake-office-column = cột { $column } “{ $heading }” → { $meanings }
intake-office-meaning = { $meaning } ({ $count } ô)
intake-office-nothing = không có ô nào có chữ hay số
intake-office-role-area = địa bàn
intake-office-role-number = số của các chỉ tiêu nêu ở dòng
intake-office-role-unknown = KHÔNG HIỂU
intake-office-numbers = Số của biểu: { $count }; dùng được ngay { $ready }, chờ xác nhận { $waiting }.
intake-office-number = ô { $cell }: { $value } = { $code }, { $part }, { $area } ({ $area_code })
intake-office-number-waits = ô { $cell }: { $value } = { $code }, { $part }, { $area } ({ $area_code }) – chờ xác nhận
intake-office-totals = Tổng ghi trong tệp (không nạp) so với tổng các số:
intake-office-total = ô { $cell }, { $code }: ghi { $stated }, cộng được { $sum }: { $verdict }
intake-office-assumptions = Cần người xác nhận:
intake-office-assumption = { $reason } ({ $count } ô: { $cells })
intake-office-left-out = Để lại, không phải số của biểu (từ ô):
intake-office-unread-heading = KHÔNG HIỂU { $count } ô:
intake-office-unread = ô { $cell } “{ $text }”: { $reason } – { $fix }
intake-office-more = … và { $count } mục khác; xem đủ bằng --json
intake-office-next-nothing = Bước tiếp theo: tệp không có số nào của biểu. Kiểm tra tệp, chỉ tiêu (--indicator), kỳ (--period) và địa bàn (--area).
intake-office-next-unread = Bước tiếp theo: sửa các ô không hiểu trong tệp như gợi ý, rồi đọc lại.
intake-office-next-assumptions = Bước tiếp theo: xem các điều cần xác nhận. Điều nào đúng, ghi rõ trong tệp (kỳ, tên hoặc mã chỉ tiêu, địa bàn); điều nào sai, sửa tệp; rồi đọc lại.
intake-office-next-none = Mọi ô đều rõ: { $count } số của biểu, không phải hỏi gì.

## cli/intake/village_places.py

intake-village = dòng { $row }, { $code } { $name }, { $commune }

## cli/intake/villages.py

intake-villages = Tệp { $file }: { $count } thôn của { $communes } xã.
intake-village-numbers = Cột { $column }: { $count } thôn có số, tổng { $sum }, từ { $low } đến { $high }.
intake-village-no-numbers = Cột { $column }: không có.
intake-village-points = Toạ độ: { $count }/{ $villages } thôn có kinh độ và vĩ độ.
intake-first-villages = Các thôn đầu tiên:
intake-village-line = { $code } { $name }, xã { $commune }{ $numbers }
intake-population = dân số
intake-households = số hộ
