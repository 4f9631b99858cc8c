## assets/src

screen-converted = số liệu quy đổi
screen-areas_former = { $areas } cũ
screen-areas_new = { $areas } mới
screen-no_answer = Chưa nhận được trả lời của máy chủ; số liệu đang thấy là của lần xem trước.
screen-new_version = Chương trình đã có phiên bản mới; hãy tải lại trang.
screen-no_definition = Chưa tải được định nghĩa; hãy đóng rồi mở lại.
screen-outlines = Nét đứt: địa giới { $name }
screen-handle = Kéo để so hai địa giới
screen-fresh_mark = vừa cập nhật
screen-fresh_none = Vừa cập nhật.
screen-fresh_some = Vừa cập nhật: { $count } địa bàn.
screen-filter_hides = Bộ lọc đang ẩn { $some }/{ $all } địa bàn
screen-open = Mở trang
screen-click_hint = Bấm một địa bàn để xem số liệu, bấm lần nữa để mở trang của địa bàn đó.
