## assets/src/analysis/picked.js

picked-pick = Chọn một địa bàn trên bản đồ hoặc trong bảng để xem diễn biến của nó.
picked-rank = hạng { $rank }/{ $of }
picked-pin = Thêm vào so sánh
picked-unpin = Bỏ khỏi so sánh
picked-hint = Trên bản đồ và trong bảng: giữ Ctrl hoặc Shift khi bấm; so sánh tối đa sáu địa bàn
picked-page = Trang địa bàn
picked-inside = Xem bên trong
picked-clear = Bỏ chọn
