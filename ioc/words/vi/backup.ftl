## data/backup/backup.py

backup-file-there = Tệp “{ $file }” đã có. Hãy đặt tên khác, hoặc thêm --force để thay.
backup-nothing-to-save = Chưa có kho dữ liệu để sao lưu: hãy chạy python app.py prepare trước.
backup-running = Một lần sao lưu khác đang ghi tệp “{ $file }”.
backup-disk-full = Không đủ chỗ trên đĩa để ghi “{ $place }”. Hãy dọn đĩa hoặc ghi sang nơi khác; chưa có gì thay đổi.
backup-unwritable = Không ghi được “{ $place }”: { $reason }.
backup-store-full = Không đủ chỗ trên đĩa cho kho dữ liệu ({ $reason }); chưa có gì thay đổi.
backup-no-file = Không thấy tệp “{ $file }”. Hãy kiểm tra lại đường dẫn.
backup-newer = Tệp sao lưu do bản { $theirs } tạo, mới hơn chương trình này (bản { $ours }). Hãy cập nhật chương trình.
backup-checking = Kiểm tra tệp sao lưu…
backup-broken = Tệp “{ $file }” hỏng, bị cắt hoặc không phải tệp sao lưu ({ $reason }). Hãy dùng một bản sao lưu khác; chưa có gì thay đổi.

## data/backup/restore.py

backup-no-room = Không đủ chỗ trên đĩa: cần khoảng { $need } MB, “{ $folder }” còn { $free } MB. Hãy dọn đĩa hoặc đặt IOC_VAR sang nơi khác; chưa có gì thay đổi.
backup-other-tables = Các bảng trong tệp sao lưu không đúng với bản kho đã ghi trong đó.
backup-restoring = Phục hồi { $table }: { $rows } dòng…
backup-comparing = So sánh với bản sao lưu…
backup-unlike = Bảng { $table } sau khi phục hồi không giống bản sao lưu ({ $rows }/{ $saved } dòng); chưa có gì thay đổi.
backup-store-open = Kho dữ liệu đích đang được một chương trình khác mở. Hãy dừng máy chủ (Ctrl+C) rồi phục hồi lại; chưa có gì thay đổi.
backup-store-not-empty = Kho dữ liệu đích đã có dữ liệu. Thêm --force để thay toàn bộ bằng bản sao lưu; chưa có gì thay đổi.
