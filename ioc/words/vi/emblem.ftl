## ioc/emblem.py

emblem-unread = Không đọc được tệp biểu trưng { $file } (IOC_EMBLEM): { $reason }.
emblem-refused = Tệp biểu trưng { $file } (IOC_EMBLEM) không dùng được: { $fault }
emblem-large = lớn hơn { $most } kB. Hãy lưu lại hình nhỏ hơn.
emblem-no-picture = không phải hình PNG hoặc SVG. Hãy xuất lại hình từ phần mềm vẽ.
emblem-pixels = { $width } × { $height } điểm ảnh, nhiều hơn { $most } mỗi chiều. Hãy thu nhỏ hình.
emblem-part = có phần “{ $part }” có thể chạy mã hoặc tải thứ khác về. Hãy bỏ phần đó, hoặc xuất hình ra PNG.
emblem-deep = các phần lồng nhau hơn { $most } lớp. Hãy xuất lại hình từ phần mềm vẽ, hoặc ra PNG.
