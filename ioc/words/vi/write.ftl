## api/v1/write.py

write-refused = Số liệu bị từ chối, chưa ghi gì.
write-out-of-bounds = Khoá truy cập này không được gửi những dòng dưới đây; chưa ghi gì.
write-scope = Khoá truy cập này có quyền { $scope }, không có quyền write.
write-larger = Nội dung lớn hơn { $size }; hãy chia nhỏ.
write-no-token = Cần khoá truy cập còn hiệu lực: Authorization: Bearer …
