## data/store/damage.py

-store-restore = Hãy dừng chương trình, giữ lại tệp này rồi phục hồi từ bản sao lưu gần nhất: python app.py restore TỆP-SAO-LƯU --force
store-damaged = Kho dữ liệu bị hỏng. { -store-restore }.
store-no-store = Tệp “{ $file }” không phải kho dữ liệu, hoặc phần đầu của tệp đã hỏng. { -store-restore }; hoặc đặt IOC_VAR sang thư mục khác.
store-cut-off = Kho dữ liệu “{ $file }” bị cắt cụt: còn { $there } trên { $wanted } byte. { -store-restore }.
store-unreadable = Không đọc được kho dữ liệu “{ $file }”. { -store-restore }.
store-full = Hết chỗ trên đĩa của kho dữ liệu. Hãy giải phóng chỗ rồi thử lại.
store-locked = Kho dữ liệu đang bận. Hãy thử lại sau ít giây.
store-unreachable = Kho dữ liệu không trả lời. Hãy thử lại sau ít giây.
store-empty = Kho chưa có địa bàn hoặc danh mục chỉ số. Hãy chạy: app.py prepare

## data/load/machines/group_commit.py

store-busy = Kho dữ liệu đang bận hoặc không ghi được; chưa ghi gì.
store-busy-because = { $cause } Chưa ghi gì.
store-key-reused = Idempotency-Key “{ $key }” đã dùng cho một nội dung khác; chưa ghi gì.
store-key-used = Khoá “{ $key }” đã dùng cho một nội dung khác; hãy dùng khoá mới.

## data/migrate.py

store-newer-data = Dữ liệu ở bản kho { $version }, mới hơn chương trình này. Hãy cập nhật chương trình.
store-newer = Kho dữ liệu ở bản { $versions }, mới hơn chương trình này (bản { $ours }). Hãy cập nhật chương trình, hoặc đặt IOC_DATABASE_URL / IOC_VAR sang một kho khác.

## data/store/early.py

store-early = Kho dữ liệu do một bản thử nghiệm rất sớm tạo ra: bảng { $table } thiếu cột { $column }, không thể tính bù. Hãy đặt IOC_VAR (hoặc IOC_DATABASE_URL) sang một kho mới, chạy `app.py prepare` rồi nạp lại các tệp số liệu; kho cũ không bị thay đổi.
