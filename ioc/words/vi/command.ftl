## cli/backup.py

command-no-store = Không có kho dữ liệu nào tại “{ $place }”.
command-saved = Đã sao lưu { $rows } dòng, { $tables } bảng vào “{ $file }” ({ $size } MB) sau { $seconds } giây.
command-restored = Đã phục hồi và so sánh xong bản sao lưu lúc { $time } sau { $seconds } giây; phiên bản kho { $revision }.

## cli/boundaries.py

command-no-file = Không thấy tệp “{ $file }”. Hãy kiểm tra lại đường dẫn.
command-column-form = --column cần dạng TÊN=CỘT, ví dụ code=MA_XA; nhận được “{ $pair }”.
command-fetched = Đã tải { $file }, mã SHA-256 khớp.
command-nothing-to-undo = Không có lần nạp ranh giới nào để hoàn tác.
command-last-load = Lần nạp sau cùng: { $what }, lúc { $time }; { $maps } bản đồ.
command-ask-undo = Đưa các bản đồ trước đó trở lại?
command-step-undone = hoàn tác lần nạp ranh giới: { $what }, nạp lúc { $time }
command-undone = Đã đưa trở lại bản đồ trước lần nạp này. Còn hoàn tác được { $count } lần nạp.
command-tier-missing = --tier official (bản của cơ quan có thẩm quyền) hoặc --tier open (bộ mở)
command-licence-missing = --licence (giấy phép hoặc văn bản cho dùng ranh giới này)
command-name-terms = Chưa ghi gì. Hãy nêu: { $options }.
command-ask-tier = Ranh giới này là bản chính thức hay bộ dữ liệu mở? [chinh-thuc / mo]
command-tier-unanswered = Chưa ghi gì: cần trả lời “chinh-thuc” hoặc “mo”.
command-ask-licence = Giấy phép hoặc văn bản cho dùng ranh giới này:
command-licence-unanswered = Chưa ghi gì: cần nêu giấy phép hoặc văn bản cho dùng.
command-look = Cần xem: { $question }
command-valid-file = Tệp hợp lệ. Chưa ghi gì (--dry-run).
command-ask-replace = Thay bản đồ đang dùng bằng các hình này?
command-step-boundaries = nạp ranh giới { $level }, kỳ { $vintage }: { $source } ({ $file }), { $tier }, { $licence }
command-later-maps = Đã vẽ lại { $count } bản đồ của các kỳ địa giới sau, gộp từ hình này.

## cli/load.py

command-loaded-before = Tệp này đã được nạp (lần nộp số { $number }); không ghi lại lần nữa.
command-valid-cells = Tệp hợp lệ: { $cells } ô số liệu. Chưa ghi (--dry-run).
command-ask-cells = Ghi { $cells } ô số liệu vào kho?
command-ask-real = Đúng là số báo cáo thật, không phải số liệu minh hoạ chép lại?
command-loaded = Đã nạp { $cells } ô số liệu ({ $indicators }), cập nhật { $rollups } số tổng hợp; lần nộp số { $number }, phiên bản kho { $revision }.
command-valid-villages = Tệp hợp lệ: { $count } thôn. Chưa ghi (--dry-run).
command-ask-villages = Ghi { $count } thôn vào kho?
command-loaded-villages = Đã nạp { $count } thôn vào kỳ địa giới { $vintage }.
command-indicators-done = { $done }/{ $count } chỉ số
command-rebuilt = Đã tính lại { $count } số tổng hợp.
command-demo-present = Số liệu minh hoạ đã có trong kho.
command-step-demo = mọi số liệu minh hoạ
command-demo-removed = Đã xoá { $cells } ô số liệu minh hoạ và { $villages } thôn minh hoạ.
command-store-changed = Kho đã thay đổi trong lúc chờ xác nhận: phần so với kho nêu trên không còn đúng. Chưa ghi gì; hãy chạy lại lệnh.

## cli/prepare.py

command-prepared = Đã chuẩn bị xong kho dữ liệu sau { $seconds } giây.
command-no-store-yet = Chưa có kho dữ liệu “{ $file }”. Hãy chuẩn bị trước: python app.py prepare. Chưa ghi gì.
command-store-not-prepared = Kho dữ liệu chưa được chuẩn bị cho bản chương trình này. Hãy chạy trước: python app.py prepare. Chưa ghi gì.
command-preparing-areas = 1/3 Nạp danh mục địa bàn của hai kỳ địa giới…
command-areas = { $count } địa bàn.
command-preparing-demo = 3/3 Nạp số liệu minh hoạ (có đánh dấu, xoá bằng: python app.py demo remove)…
command-boundaries-broken = Tệp ranh giới đã nạp bị hỏng ({ $sources }): tạm dùng ranh giới sơ đồ. Hãy nạp lại: python app.py boundaries load TỆP
command-preparing-land = 2/3 Dựng ranh giới sơ đồ…
command-land-ready = Ranh giới sơ đồ đã sẵn sàng.

## cli/read_sheet.py

command-sheet-no-areas = Không có { $level } nào trong địa bàn { $area } để báo cáo.
command-sheet-group-unknown = Không có nhóm chỉ tiêu “{ $group }”. Có các nhóm: { $known }.
command-sheet-name-form = Hãy nêu chỉ tiêu của biểu: --indicator HT01 (nhiều lần được), hoặc --group HT.
command-sheet-progress = Trang tính “{ $sheet }”: đã đọc { $share }%
command-sheet-not-stored = Chỉ đọc và cho xem: kho không thay đổi.

## cli/reorganisation.py

command-name-vintages = Hãy nêu tệp, --from và --to (hoặc --remove để xoá một kỳ địa giới).
command-store-as-file = kho đã đúng như tệp
command-valid-change = Tệp hợp lệ. Chưa ghi gì ({ $why }).
command-ask-vintage = Ghi kỳ địa giới này vào kho?
command-areas-changed = Địa giới trong kho đã thay đổi trong lúc chờ xác nhận; chưa ghi gì. Hãy chạy lại lệnh.
command-vintage-stored = Đã ghi { $areas } địa bàn và { $relations } quan hệ; phiên bản kho { $revision }.
command-vintage-drawn = Đã vẽ { $maps } bản đồ của kỳ này, gộp từ hình của các đơn vị trước sắp xếp.
command-step-vintage = kỳ địa giới { $vintage } ({ $count } đơn vị)
command-vintage-removed = Đã xoá kỳ địa giới { $vintage } cùng { $count } địa bàn của kỳ này.

## cli/serve.py

command-no-writing = Không ghi được vào thư mục “{ $folder }” ({ $reason }). Hãy cấp quyền ghi hoặc đặt IOC_VAR sang thư mục khác.
command-port-taken = Không mở được cổng { $port } tại { $host } ({ $reason }). Hãy dừng chương trình đang dùng cổng này hoặc đặt IOC_PORT khác.
command-serving = IOC sẵn sàng tại http://{ $host }:{ $port } ({ $workers } tiến trình phục vụ, kho: { $store }). Dừng: Ctrl+C.
command-day-set = Ngày hôm nay được đặt là { $day } (IOC_TODAY): chỉ dùng để thử nghiệm và trình diễn.

## cli/submissions.py

command-demo-cells = { $mark }: { $cells } ô, không phải lần nộp nào; xoá: python app.py demo remove
command-no-submission = Chưa có lần nộp nào.
command-more-submissions = Còn nữa: python app.py submissions --before { $number }
command-withdrawn = Đã rút lần nộp số { $number } ({ $name }): { $cells } ô số liệu ({ $indicators }) không còn được tính; số tổng hợp như khi chưa có lần nộp này. Phiên bản kho { $revision }.
command-if-withdrawn = Nếu rút lần nộp số { $number } ({ $name }):
command-sender-unknown = không rõ đơn vị gửi
command-cells = { $count } ô
command-and-more = và { $count } nữa
command-counts = đang tính
command-was-withdrawn = đã rút
command-was-withdrawn-by = đã rút { $time }, { $person }: { $reason }

## cli/account.py

command-no-account = Chưa thay đổi tài khoản nào. { $faults }.
command-account-made = Đã tạo tài khoản “{ $login }”, vai trò { $role }.
command-account-reset = Đã đặt lại mật khẩu của “{ $login }”; mọi phiên đăng nhập của tài khoản này đã kết thúc.
command-copy-password = Mật khẩu dùng một lần, đến hết { $day }; chỉ hiện lần này. Người dùng đặt mật khẩu riêng khi đăng nhập:
command-no-accounts = Chưa có tài khoản nào. Tạo: python app.py account create --login an.nguyen --name "Nguyễn Văn An" --role administrator
command-account-unknown = Không có tài khoản “{ $login }”. Xem: python app.py account list.
command-account-disabled = Đã khoá tài khoản “{ $login }”; mọi phiên đăng nhập của tài khoản này đã kết thúc.
command-account-enabled = Đã mở lại tài khoản “{ $login }”.
command-account-off = bị khoá từ { $time }
command-account-waits = chưa đặt mật khẩu riêng
command-account-signed-in = đăng nhập lần cuối { $time }
command-first-address = Chưa có người quản trị. Mở địa chỉ này để đăng nhập lần đầu và đặt mật khẩu (dùng được đến khi đặt mật khẩu, hoặc đến lần khởi động sau): { $address }
command-first-by-command = Chưa có người quản trị. Tạo trên máy chủ: python app.py account create --login an.nguyen --name "Nguyễn Văn An" --role administrator

## cli/token.py

command-no-token-made = Chưa tạo khoá. { $faults }.
command-token-terms = số { $number }, quyền { $scope }, { $bounds }
command-until = đến { $day }
command-without-end = không thời hạn
command-token-made = Khoá truy cập số { $number } cho “{ $name }”, quyền { $scope }, { $until }.
command-token-bounds = Phạm vi: { $bounds }.
command-copy-token = Hãy chép ngay: khoá chỉ hiện một lần, kho chỉ giữ mã băm.
command-no-token = Chưa có khoá truy cập nào. Tạo: python app.py token create --name "Tên đơn vị"
command-token-used = dùng lần cuối { $time }
command-token-unused = chưa dùng
command-token-numbered = { $name } (số { $number })
command-token-revoked = Đã thu hồi khoá truy cập số { $number } (“{ $name }”).
command-state-revoked = thu hồi { $time }
command-state-ended = hết hạn { $time }
command-state-until = hiệu lực đến { $time }
command-state-valid = hiệu lực

## cli/trail.py

command-trail-empty = Nhật ký chưa có việc nào như vậy.
command-no-day = “{ $text }” không phải là ngày. Ghi ví dụ 2026-11-29.
command-trail-at = thời gian
command-trail-act = việc
command-trail-actor = ai
command-trail-subject = với gì
command-trail-address = địa chỉ
command-trail-changes = thay đổi

## cli/wall.py

command-home-province = tỉnh nhà
command-wall = Màn hình { $name }
command-days = { $days } ngày
command-wall-token = Khoá của màn hình “{ $name }”, hiệu lực { $until }. Khoá trước đó, nếu có, đã bị thu hồi.
command-copy-wall = Hãy chép ngay: khoá chỉ hiện một lần. Địa chỉ khởi động của màn hình:
command-wall-revoked = Đã thu hồi khoá của “{ $name }”.
command-wall-without = “{ $name }” chưa có khoá nào.
command-wall-no-token = chưa có khoá
command-wall-token-ended = khoá hết hiệu lực
command-wall-token-until = có khoá, đến { $day }
command-wall-has-token = có khoá

## cli/who.py

command-by-user = lệnh trên máy chủ ({ $user })
command-by-server = lệnh trên máy chủ

## cli/boundary_words.py

command-fits-wholly = hoàn toàn
command-fits-partly = { $share } số vùng
command-read-features = Đọc { $count } vùng ({ $columns }); khớp kỳ địa giới { $vintage } { $agreement }.
command-renamed = { $code } { $name }: tệp ghi “{ $other }”
command-renamed-all = Tên trong tệp khác danh mục: { $count } ({ $areas })
command-missing-all = Không có hình, trong tệp cũng như trên bản đồ: { $count } ({ $areas })
command-left-out-all = Không nhận { $count } vùng của tệp:
command-partial-file = Tệp chỉ có { $count }/{ $all } { $areas } của { $province }; { $rest } { $areas } còn lại giữ hình đang có ({ $tiers }): { $list }.
command-published = Đã xuất bản { $count } bản đồ ({ $size } kB đã nén).
command-maps-mixed = { $count } bản đồ còn hình của bộ kém hơn, ghi theo bộ đó.
command-maps-kept = Giữ nguyên { $count } bản đồ đã nạp trực tiếp hoặc chính thức hơn.
command-maps-skipped = Chưa đủ vùng để thay bản đồ của tỉnh: { $provinces }.
command-undo-hint = Hoàn tác: python app.py boundaries undo
command-more = ; … và { $count } nữa
command-field-code = mã
command-field-codes = các mã
command-field-name = tên
command-field-district = huyện
command-field-province = tỉnh
command-by-name = Nhận theo tên (mã trong tệp lạ hoặc trống)
command-repaired = Hình bị lỗi, đã sửa
command-joined = Gộp từ nhiều mảnh
command-tier-schematic = sơ đồ
command-tier-open = bộ mở
command-tier-official = chính thức

## cli/commands.py

command-program = Trung tâm giám sát, điều hành thông minh (IOC)
command-metavar-command = LỆNH
command-help-serve = chuẩn bị kho nếu cần rồi phục vụ (mặc định)
command-help-prepare = chuẩn bị kho rồi dừng
command-help-load = nạp số liệu hoặc thôn từ tệp
command-metavar-kind = LOẠI
command-help-observations = bảng chỉ số CSV hoặc XLSX, dạng dài hoặc ngang
command-help-vintage = kỳ địa giới: 2025-07-01, 2025-03-01 hoặc một ngày
command-help-sheet = trang tính (XLSX)
command-help-indicator = mã chỉ số, khi bảng chỉ có các kỳ
command-help-period = kỳ báo cáo, khi bảng chỉ có các chỉ số
command-help-sender = đơn vị gửi
command-help-not-made-up = đã kiểm tra: các số trùng với số liệu minh hoạ đúng là số báo cáo thật
command-help-villages = danh mục thôn CSV hoặc XLSX
command-help-village-vintage = kỳ địa giới của mã xã
command-help-reorganisation = sắp xếp đơn vị hành chính: bảng mã cũ – mã mới (CSV hoặc XLSX)
command-help-from = kỳ địa giới của mã cũ, vd 2025-07-01
command-help-to = ngày hiệu lực của mã mới, vd 2026-04-30
command-help-name-vi = tên kỳ địa giới mới
command-help-name-en = tên tiếng Anh của kỳ địa giới mới
command-metavar-vintage = KỲ
command-help-remove = xoá kỳ địa giới đã nạp, vd 2026-04-30
command-help-boundaries = ranh giới: tải về hoặc nạp từ tệp
command-metavar-act = VIỆC
command-help-fetch = tải một bộ ranh giới mở đã ghim: vn-2025 (tỉnh, xã từ 01/07/2025) hoặc vn-huyen-2020 (các huyện cũ)
command-help-fetch-source = tên bộ; không nêu: vn-2025
command-help-mirror = địa chỉ hoặc thư mục thay cho nguồn gốc
command-help-sha256 = mã SHA-256 của tệp, khi nguồn chưa ghim sẵn
command-help-load-boundaries = nạp GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf hoặc KML
command-help-layer = lớp cần đọc, khi tệp có nhiều lớp
command-help-tier = official: bản của cơ quan có thẩm quyền; open: bộ dữ liệu mở; không nêu thì hỏi
command-help-source = nguồn, hiện trên bản đồ
command-help-licence = giấy phép hoặc văn bản cho dùng; không nêu thì hỏi
command-help-crs = hệ toạ độ, khi tệp không ghi (vd EPSG:4326)
command-metavar-column = TÊN=CỘT
command-help-column = chỉ rõ cột: code=MA_XA, name=TEN_XA, district=TEN_HUYEN, province=TEN_TINH
command-help-undo = đưa trở lại bản đồ trước lần nạp sau cùng
command-help-agreed = đã đồng ý: không hỏi lại
command-help-backup = sao lưu kho và ranh giới vào một tệp
command-help-replace-file = thay tệp đã có
command-help-restore = phục hồi kho từ tệp sao lưu
command-help-restore-to = kho đích; không nêu: kho đang cấu hình
command-help-replace-store = thay toàn bộ kho đã có dữ liệu
command-help-account = tài khoản của người dùng: tạo, xem, đặt lại mật khẩu, khoá
command-help-account-create = tạo tài khoản; mật khẩu dùng một lần chỉ hiện một lần
command-help-account-login = tên đăng nhập, vd an.nguyen
command-help-account-name = họ tên
command-help-account-unit = đơn vị
command-help-account-role = vai trò
command-help-account-area = chỉ địa bàn này và cấp dưới, vd 2025-07-01/40
command-help-account-list = xem các tài khoản
command-help-account-reset = đặt lại mật khẩu, kết thúc mọi phiên đăng nhập
command-help-account-disable = khoá tài khoản, kết thúc mọi phiên đăng nhập
command-help-account-undo = mở lại tài khoản
command-help-token = khoá truy cập cho máy: tạo, xem, thu hồi
command-help-token-create = tạo khoá; khoá chỉ hiện một lần
command-help-token-name = đơn vị hoặc hệ thống dùng khoá
command-help-scope = quyền
command-metavar-area = KỲ/MÃ
command-help-token-area = chỉ gửi địa bàn này và cấp dưới, vd 2025-07-01/40; dùng được nhiều lần
command-metavar-code = MÃ
command-help-token-indicator = chỉ gửi chỉ số này, vd HT01; dùng được nhiều lần
command-help-token-for = chỉ gửi số liệu (observations) hoặc thông báo (alerts)
command-help-days = số ngày hiệu lực; không nêu: không thời hạn
command-help-token-list = xem các khoá
command-help-token-revoke = thu hồi khoá
command-metavar-number = SỐ
command-help-token-number = số của khoá, xem token list
command-help-wall = màn hình lớn: xem, cấp và thu hồi khoá
command-help-wall-list = xem các màn hình
command-help-wall-token = cấp khoá cho màn hình; khoá chỉ hiện một lần
command-help-wall-code-listed = mã màn hình, xem wall list
command-help-wall-revoke = thu hồi khoá của màn hình
command-help-wall-code = mã màn hình
command-help-submissions = các lần nộp số liệu, mới nhất trước: ai nộp, lúc nào, có được tính không
command-help-limit = bao nhiêu lần
command-help-before = chỉ những lần nộp trước số này
command-help-withdraw = rút một lần nộp: số liệu như khi chưa có lần nộp đó
command-help-submission = số lần nộp, xem submissions
command-metavar-person = NGƯỜI
command-help-by = ai rút (bắt buộc)
command-metavar-reason = LÝ DO
command-help-reason = vì sao rút (bắt buộc)
command-help-withdraw-dry = chỉ xem điều gì sẽ thay đổi
command-help-trail = nhật ký: khoá, đăng nhập, từ chối, thiết lập, xoá và rút số liệu
command-help-verify = kiểm tra nhật ký còn nguyên vẹn; ghi lại mã của dòng cuối ở nơi khác
command-help-noted = kiểm tra nhật ký vẫn có dòng mang mã đã ghi lại lần trước
command-metavar-digest = MÃ
command-metavar-day = NGÀY
command-help-since = từ ngày, vd 2026-11-29
command-help-act = chỉ loại việc này; dùng được nhiều lần: %(choices)s
command-help-most = nhiều nhất bao nhiêu
command-help-csv = in dạng CSV
command-help-rebuild = tính lại mọi số tổng hợp từ số liệu đã nạp
command-help-demo = số liệu minh hoạ: nạp hoặc xoá
command-help-dry-run = chỉ kiểm tra và cho xem đã đọc gì, không ghi
command-help-yes = đã xem và đồng ý: ghi, không hỏi lại

## cli/sheet_options.py

command-help-read-sheet = đọc bảng của cơ quan theo biểu, cho xem đã hiểu gì; không ghi vào kho
command-help-sheet-indicator = chỉ tiêu của biểu, vd HT01; dùng được nhiều lần
command-help-sheet-group = mọi chỉ tiêu của một nhóm, vd HT; dùng được nhiều lần
command-help-sheet-period = kỳ của biểu, vd 2026-09, 2026-Q3
command-help-sheet-area = mã địa bàn nhận biểu: các xã trong đó báo cáo; không nêu thì là tỉnh của chương trình
command-help-sheet-level = cấp báo cáo: %(choices)s; không nêu thì là xã
command-help-sheet-json = in cách đọc đầy đủ, từng ô, dạng JSON

## cli/log_lines.py

command-log-cut = { $text }… ({ $count } ký tự nữa)
command-log-left-out = … ({ $count } ký tự bỏ ra)

## cli/owners.py

command-help-owners = danh sách đơn vị chủ trì CSV hoặc XLSX
command-help-export-owners = ghi danh sách đơn vị chủ trì ra tệp CSV, nạp lại được
command-owners-read = Đọc được { $count } đơn vị chủ trì:
command-owners-valid = Tệp hợp lệ: { $count } đơn vị chủ trì. Chưa ghi (--dry-run).
command-owners-ask = Ghi { $count } đơn vị chủ trì vào kho?
command-owners-loaded = Đã nạp: { $new } đơn vị chủ trì mới, { $others } thay đổi.
command-owners-exported = Đã ghi { $file }.
command-owners-step = đơn vị chủ trì từ tệp { $file }

## cli/form_options.py

command-help-forms = biểu báo cáo: xem, ghi ra tệp, nạp từ tệp
command-help-forms-list = xem các biểu
command-help-forms-export = ghi các biểu ra tệp TOML, nạp lại được
command-help-forms-form = chỉ biểu có mã này; dùng được nhiều lần
command-help-forms-import = nạp các biểu của một tệp; biểu không có trong tệp giữ nguyên

## cli/forms.py

command-forms-days = mở ngày { $opens }, đóng ngày { $closes } sau kỳ
command-forms-on = đang dùng
command-forms-off = không dùng
command-forms-exported = Đã ghi { $count } biểu vào { $file }.
command-forms-valid = Tệp hợp lệ: { $count } biểu. Chưa ghi (--dry-run).
command-forms-imported = Đã nạp: { $new } biểu mới, { $others } biểu thay đổi, { $same } biểu như cũ.
command-forms-large = Tệp “{ $file }” quá lớn: tối đa 1 MB.
command-forms-no-text = Tệp “{ $file }” không phải chữ UTF-8. Lưu lại theo UTF-8.
