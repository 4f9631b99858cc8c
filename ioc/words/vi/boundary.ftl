## geo/boundaries.py

boundary-more-faults = … và { $count } lỗi khác
    .fix = sửa các lỗi trên rồi nạp lại
boundary-no-level = kỳ địa giới { $vintage } không có { $level }
    .fix = kiểm tra kỳ địa giới và cấp đã nêu
boundary-area-twice = địa bàn { $code } ({ $name }) đã có ở vùng thứ { $place }
    .fix = sửa mã của một trong hai vùng, hoặc gộp chúng làm một
boundary-step-read = Đọc tệp
boundary-step-match = So mã và tên
boundary-feature = vùng thứ { $number }
boundary-step-check = Kiểm tra hình
boundary-step-place = So vị trí với điểm đã biết

## geo/by_place.py

boundary-left-out = “{ $name }”: { $reason }
boundary-left-nameless = không có tên
boundary-left-nowhere = không có điểm nào của kho nằm trong hình này
boundary-left-other-name = nằm ở { $area } (mã { $code }) nhưng khác tên
boundary-left-other-land = cùng tên với { $area } (mã { $code }) nhưng khác đất: trong hình có { $inside } trên { $all } xã của địa bàn này và { $others } xã của nơi khác

## geo/columns.py

boundary-columns-unknown = không nhận ra cột mã hay cột tên địa bàn
    .fix = ghép cột bằng tay, ví dụ code=MAXA; { $columns }

## geo/kept_land.py

boundary-kept-covered = địa bàn này không có trong tệp, mà hình đang có của nó bị các hình mới che gần hết
    .fix = nạp tệp có đủ mọi địa bàn của tỉnh

## geo/layers.py

boundary-covered = vùng này bị các vùng khác trong tệp che hết
    .fix = sửa các vùng chồng lên nhau trong phần mềm GIS

## geo/placement.py

boundary-shifted-system = hình lệch khoảng { $away } so với điểm đã biết của { $count } địa bàn: hệ toạ độ không phải như tệp ghi hoặc như đã nêu
    .fix = có lẽ phải { $words }; như vậy chỉ còn lệch { $left }
boundary-shifted = mọi hình lệch { $away } về phía { $side } so với điểm đã biết của { $count } địa bàn
    .fix = kiểm tra phép chuyển toạ độ đã dùng khi xuất tệp (hệ toạ độ, kinh tuyến trục)
boundary-exchanged = hình của các địa bàn này bị đổi cho nhau: điểm và diện tích đã biết khớp với hình của nhau
    .fix = đổi lại mã (hoặc hình) của các vùng này
boundary-points-exchanged = Điểm trong danh mục của { $names } nằm trong hình của nhau, nhưng diện tích khớp: giữ như tệp.
boundary-maybe-exchanged = Hình của { $names } có thể bị đổi cho nhau: điểm đã biết của mỗi địa bàn nằm trong hình của địa bàn kia.
boundary-area-away = { $name } cách { $distance }
boundary-area-size = { $name } { $size } km² (danh mục: { $listed })
boundary-sizes-differ = Diện tích khác danh mục nhiều lần: { $areas }.
boundary-lies-under = { $share } của { $small } nằm dưới { $large }
boundary-overlap = Các vùng chồng lên nhau, phần chung chỉ vẽ được cho một vùng: { $areas }.
boundary-question = { $message }. Cách sửa: { $fix }.
boundary-outside-but-sized = Điểm trong danh mục nằm ngoài hình, nhưng diện tích khớp: { $areas }.
boundary-outside = Hình không chứa điểm đã biết của địa bàn: { $areas }.
boundary-more-cases = { $listed }; … và { $count } trường hợp khác

## geo/publish_plan.py

boundary-too-few = tệp chỉ có ranh giới của { $count } địa bàn, chưa đủ để thay bản đồ đang dùng
    .fix = nạp tệp có { $needed }

## geo/repair.py

boundary-no-shape = vùng không có hình
    .fix = vẽ vùng này hoặc xoá dòng khỏi tệp
boundary-no-polygon = hình không phải là vùng (là { $kind })
    .fix = xuất lớp vùng, không phải đường hay điểm
boundary-broken = hình hỏng, không tự sửa được ({ $reason })
    .fix = sửa vùng này trong phần mềm GIS

## geo/source/archive.py

boundary-archive-empty = tệp nén không có tệp ranh giới nào
    .fix = dùng { -boundary-formats }
boundary-archive-locked = tệp nén có mật khẩu
    .fix = nén lại không đặt mật khẩu
boundary-archive-nested = tệp nén chỉ chứa tệp nén khác
    .fix = giải nén rồi nạp tệp bên trong
boundary-archive-odd = tệp nén dùng kiểu nén lạ
    .fix = nén lại thành .zip thường
boundary-archive-broken = tệp nén hỏng hoặc bị cắt cụt
    .fix = nén lại, hoặc chép lại tệp
boundary-archive-large = giải nén ra nhiều hơn { $size } MB
    .fix = chia theo tỉnh, hoặc bỏ bớt cột và lớp

## geo/source/database.py

boundary-other-format = nội dung không đúng định dạng như đuôi tệp, hoặc tệp hỏng
    .fix = xuất lại thành { -boundary-formats }
boundary-no-layer = tệp không có lớp hình nào
    .fix = xuất lại thành { -boundary-formats }
boundary-no-geopackage = tệp không phải GeoPackage
    .fix = xuất lại thành { -boundary-formats }
boundary-geopackage-broken = tệp GeoPackage hỏng hoặc bị cắt cụt
    .fix = xuất lại tệp
boundary-foreign-table = bảng trong tệp trỏ tới nguồn khác, không đọc
    .fix = xuất lại lớp ranh giới
boundary-content-differs = nội dung không đúng như đuôi tệp
    .fix = xuất lại thành { -boundary-formats }
boundary-too-many = tệp có quá nhiều vùng
    .fix = chỉ xuất lớp ranh giới hành chính
boundary-file-broken = tệp hỏng hoặc bị cắt cụt
    .fix = xuất lại thành { -boundary-formats }

## geo/source/geojson.py

boundary-no-geojson = không phải GeoJSON
    .fix = xuất lại thành { -boundary-formats }
boundary-system-unclear = không hiểu hệ toạ độ ghi trong tệp
    .fix = bỏ phần crs rồi nêu hệ toạ độ bằng --crs, ví dụ --crs VN2000:104.75
boundary-several-systems = các tệp trong tệp nén ghi nhiều hệ toạ độ
    .fix = xuất lại cùng một hệ toạ độ
boundary-geojson-large = tệp GeoJSON lớn hơn { $size } MB
    .fix = xuất thành GeoPackage, hoặc chia theo tỉnh
boundary-topojson = tệp là TopoJSON, chưa đọc được
    .fix = xuất lại thành { -boundary-formats }
boundary-arcgis = tệp là JSON riêng của ArcGIS
    .fix = xuất lại bằng định dạng GeoJSON (f=geojson)
boundary-no-utf8 = chữ trong tệp không phải UTF-8
    .fix = lưu lại bằng bảng mã UTF-8
boundary-too-deep = tệp lồng quá nhiều lớp ngoặc
    .fix = xuất lại thành { -boundary-formats }
boundary-geojson-broken = không phải GeoJSON hoặc bị cắt cụt (dòng { $row }, ký tự { $place })
    .fix = xuất lại thành { -boundary-formats }
boundary-number-long = tệp có số dài quá mức
    .fix = xuất lại thành { -boundary-formats }

## geo/source/kml.py

boundary-kml-broken = không phải KML hoặc bị cắt cụt (dòng { $row }, ký tự { $place })
    .fix = xuất lại thành { -boundary-formats }
boundary-kml-unreadable = không đọc được KML
    .fix = xuất lại thành { -boundary-formats }

## geo/source/layers.py

boundary-several-layers = tệp có { $count } lớp, không rõ đọc lớp nào
    .fix = nêu một lớp bằng --layer; các lớp trong tệp: { $names }
boundary-layer-unknown = tệp không có lớp này
    .fix = các lớp trong tệp: { $names }

## geo/source/read.py

boundary-no-row = tệp không có vùng nào
    .fix = kiểm tra lớp dữ liệu đã xuất
boundary-kind-unread = chưa đọc được tệp { $kind }
    .fix = mở bằng QGIS rồi xuất thành { -boundary-formats }
boundary-no-file = đây không phải là một tệp
    .fix = chỉ đúng tệp ranh giới
boundary-file-large = tệp lớn hơn { $size } MB
    .fix = chia theo tỉnh
boundary-kind-unknown = không đọc được loại tệp này
    .fix = dùng { -boundary-formats }
boundary-vertices = hình có hơn { $count } triệu đỉnh
    .fix = đơn giản hoá, hoặc chia tệp
boundary-archive-kind = đây là tệp { $kind }
    .fix = nén lại thành .zip
boundary-archive-unread = chưa đọc được loại tệp nén này
    .fix = nén lại thành .zip
boundary-system-replaced = Dùng hệ toạ độ { $named } theo yêu cầu thay cho { $stated } ghi trong tệp.
boundary-latitude-first = Toạ độ ghi vĩ độ trước kinh độ: đã đổi lại.
boundary-system-assumed = Tệp không ghi hệ toạ độ: hiểu là kinh độ, vĩ độ WGS 84.
boundary-system-changed = Đã chuyển từ hệ toạ độ { $name } sang WGS 84.
boundary-utm-zone = UTM múi

## geo/source/shapefile.py

boundary-dbf-broken = tệp .dbf hỏng hoặc bị cắt cụt
    .fix = xuất lại lớp dữ liệu
boundary-dbf-missing = thiếu tệp .dbf (bảng thuộc tính) đi cùng .shp
    .fix = nén đủ các tệp .shp, .shx, .dbf, .prj vào một tệp .zip
boundary-dbf-differs = tệp .shp có { $shapes } hình mà tệp .dbf có { $rows } dòng
    .fix = xuất lại lớp dữ liệu; hai tệp không đi với nhau
boundary-dbf-letters = không nhận ra bảng mã chữ của tệp .dbf
    .fix = xuất lại bằng bảng mã UTF-8
boundary-no-shp = tệp .shp hỏng hoặc không phải Shapefile
    .fix = xuất lại lớp dữ liệu
boundary-shp-other = tệp .shp không phải Shapefile
    .fix = xuất lại lớp dữ liệu
boundary-shp-broken = tệp .shp hỏng hoặc bị cắt cụt
    .fix = xuất lại lớp dữ liệu
boundary-prj-unknown = Không hiểu hệ toạ độ trong tệp .prj: coi như tệp không ghi.

## geo/coordinates/systems.py

boundary-system-unknown = không có hệ toạ độ này
    .fix = viết mã EPSG, ví dụ EPSG:4326, hoặc VN2000:<kinh tuyến trục>, ví dụ VN2000:104.75
boundary-zone = VN-2000, kinh tuyến trục { $meridian }°

## geo/village_checks.py

boundary-villages-out = toạ độ của { $out }/{ $count } thôn nằm ngoài xã của mình hơn { $distance } ({ $examples })
    .fix = kiểm tra cột kinh độ, vĩ độ và mã xã: có thể bị lệch dòng, hoặc toạ độ không phải WGS 84
boundary-village-away = { $name }: cách { $distance }
boundary-villages-near = { $count } thôn có toạ độ nằm ngoài ô sơ đồ của xã. Ô sơ đồ không phải ranh giới thật: toạ độ giữ như tệp, bản đồ vẽ các thôn này trong ô.
boundary-villages-outside = { $count } thôn có toạ độ nằm ngoài ranh giới xã ({ $villages }). Kho ghi đúng toạ độ của tệp; bản đồ vẽ các thôn này trong xã. Cách sửa: kiểm tra toạ độ và mã xã của các thôn này.
boundary-villages-far = { $count } thôn có toạ độ nằm rất xa xã ({ $villages }). Kho ghi đúng toạ độ của tệp; bản đồ vẽ các thôn này trong xã. Cách sửa: kiểm tra toạ độ và mã xã của các thôn này.
boundary-more-villages = { $listed }; … và { $count } thôn khác

## geo/source/refusal.py

-boundary-formats = GeoJSON, GeoPackage, Shapefile (.zip), FlatGeobuf hoặc KML/KMZ

## geo/boundaries.py

boundary-level-province = cấp tỉnh
boundary-level-district = cấp huyện
boundary-level-commune = cấp xã
boundary-match-in-vintage = { $fault } trong kỳ địa giới { $vintage }
    .fix = sửa mã hoặc tên, hoặc thêm cột tên huyện, tên tỉnh
boundary-likely-system = có lẽ phải { $words }: như vậy hình nằm đúng điểm đã biết của địa bàn
boundary-vintage-codes = tệp không thuộc kỳ địa giới { $vintage }: chỉ { $share } số vùng khớp mã
boundary-vintage-names = tệp không thuộc kỳ địa giới { $vintage }: chỉ { $share } số vùng khớp tên
boundary-vintage-both = tệp không thuộc kỳ địa giới { $vintage }: chỉ { $share } số vùng khớp mã và tên
boundary-better-vintage = tệp khớp kỳ địa giới { $vintage } hơn ({ $share }): nạp lại với kỳ địa giới đó
boundary-check-vintage = kiểm tra kỳ địa giới, cấp và cột mã đã nêu

## geo/matching.py

boundary-code-unknown = mã { $codes } không có
    .fix = sửa mã hoặc tên
boundary-code-missing = không có mã
    .fix = sửa mã hoặc tên
boundary-name-unknown = { $unknown }, tên không khớp địa bàn nào
    .fix = sửa mã hoặc tên
boundary-name-ambiguous = { $unknown }, { $count } địa bàn cùng tên
    .fix = sửa mã hoặc tên
boundary-name-other = mã { $code } là { $name }, còn tên này là của { $other } (mã { $other_code })
    .fix = sửa mã hoặc tên

## geo/columns.py

boundary-field-unknown = không có trường này để ghép cột
    .fix = dùng một trong: { $fields }
boundary-column-unknown = tệp không có cột này
    .fix = { $columns }
boundary-columns = các cột trong tệp: { $names }
boundary-columns-none = không có cột nào

## geo/publish_plan.py

boundary-every-province = đủ mọi tỉnh
boundary-half-province = ít nhất một nửa số địa bàn của tỉnh

## geo/placement.py

boundary-slipped = hình của { $off }/{ $count } vùng không nằm ở điểm đã biết của địa bàn{ $examples }
    .fix = mã hoặc tên bị lệch dòng so với hình: ghép lại bảng thuộc tính với hình rồi xuất lại
boundary-slipped-example = { $name }: hình nằm ở { $place }
boundary-slipped-examples = { " " }({ $examples })
boundary-side-east = đông
boundary-side-west = tây
boundary-side-north = bắc
boundary-side-south = nam

## geo/repair.py

boundary-kind-point = điểm
boundary-kind-line = đường
boundary-kind-other = loại khác
boundary-reason-crosses = đường biên tự cắt
boundary-reason-ring-crosses = vòng biên tự cắt
boundary-reason-few = quá ít điểm
boundary-reason-hole-outside = lỗ nằm ngoài vùng
boundary-reason-apart = phần trong bị tách rời
boundary-reason-holes = lỗ lồng trong lỗ
boundary-reason-shells = vùng lồng trong vùng
boundary-reason-rings = vòng biên trùng nhau
boundary-reason-open = vòng biên không khép kín
boundary-reason-invalid = hình không hợp lệ

## geo/source

boundary-not-numbers = toạ độ không phải là số (NaN, vô cực hoặc trống)
    .fix = sửa hình của vùng này trong phần mềm GIS rồi xuất lại
boundary-few-points = đường biên có ít hơn ba điểm
    .fix = sửa hình của vùng này trong phần mềm GIS rồi xuất lại
boundary-shape-unreadable = không đọc được hình
    .fix = sửa hình của vùng này trong phần mềm GIS rồi xuất lại
boundary-shape-other = hình không phải là vùng (điểm hoặc đường)
    .fix = sửa hình của vùng này trong phần mềm GIS rồi xuất lại
boundary-shape-abroad = toạ độ nằm ngoài Việt Nam
    .fix = sửa hình của vùng này trong phần mềm GIS rồi xuất lại
boundary-abroad = toạ độ nằm ngoài Việt Nam{ $where }
    .fix = kiểm tra hệ toạ độ của tệp, hoặc nêu nó, ví dụ --crs VN2000:104.75 hoặc --crs EPSG:3405
boundary-abroad-where = { " " }({ $west }–{ $east }° Đ, { $south }–{ $north }° B)
boundary-system-missing = tệp không ghi hệ toạ độ và toạ độ không phải là kinh độ, vĩ độ
    .fix = kiểm tra hệ toạ độ của tệp, hoặc nêu nó, ví dụ --crs VN2000:104.75 hoặc --crs EPSG:3405
boundary-use-wgs = kinh độ trước, vĩ độ sau, nêu --crs EPSG:4326
boundary-use-wgs-turned = đổi chỗ kinh độ và vĩ độ, nêu --crs EPSG:4326
boundary-use-vn2000 = nêu --crs EPSG:4756 (VN-2000)
boundary-use-zone = nêu --crs VN2000:{ $meridian } (múi 3°, kinh tuyến trục { $written })
boundary-use-zone-turned = nêu --crs VN2000:{ $meridian } (múi 3°, kinh tuyến trục { $written }), đổi chỗ hai cột toạ độ (bắc và đông)
boundary-use-code = nêu --crs { $code }
boundary-use-code-turned = nêu --crs { $code }, đổi chỗ hai cột toạ độ (bắc và đông)
boundary-archive-entries = tệp nén có { $count } mục, nhiều hơn { $most }
    .fix = chỉ nén các tệp ranh giới

## geo/fetch.py

boundary-no-source = Không có nguồn ranh giới “{ $name }”. Hãy dùng một trong: { $names }.
boundary-not-pinned = Nguồn { $name } chưa có mã kiểm SHA-256. Hãy tính từ tệp tin cậy rồi nêu --sha256.
boundary-other-hash = Tệp { $file } không đúng mã kiểm SHA-256: cần { $expected }, nhận được { $actual }. Đã xoá tệp; hãy kiểm tra nguồn hoặc bản sao rồi tải lại.
boundary-no-mirror-file = Không có tệp { $place }. Hãy chỉ thư mục chứa { $name } hoặc chính tệp đó.
boundary-address-broken = Địa chỉ { $address } viết sai. Hãy kiểm tra --mirror.
boundary-server-says = Máy chủ trả lời { $code } cho { $address }. Hãy dùng --mirror với nơi khác hoặc thư mục có tệp.
boundary-fetch-slow = ; máy chủ không trả lời kịp
boundary-fetch-lost = ; mất kết nối
boundary-fetch-cut = Không tải xong { $address } (đã có { $bytes } byte{ $reason }). Chạy lại lệnh để tải tiếp.
boundary-file-longer = Tệp ở { $place } dài hơn { $most } byte, không phải tệp đã ghim. Hãy kiểm tra nguồn hoặc bản sao.

## geo/provenance.py

boundary-sources-kept = ; { $count } địa bàn giữ hình từ: { $sources }

## geo/publish.py

boundary-voronoi = Ô Voronoi dựng từ toạ độ điểm của địa bàn
boundary-step-clean = Làm sạch ranh giới
boundary-step-draw = Vẽ bản đồ thứ { $number }

## geo/publish_lock.py

boundary-publishing = Một tiến trình khác{ $who } đang xuất bản ranh giới vào { $folder }. Hãy đợi tiến trình đó xong rồi chạy lại lệnh này.
boundary-publisher = { " " }(mã { $number }, từ { $since })

## geo/reorganised.py

boundary-joined-source = Gộp từ ranh giới trước sắp xếp: { $sources }

## geo/source/letters.py

boundary-letters-changed = Chữ trong tệp theo bảng mã { $letters }: đã đổi sang Unicode.
