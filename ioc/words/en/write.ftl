## api/v1/write.py

write-refused = The numbers were refused; nothing was written.
write-out-of-bounds = This token may not send the rows below; nothing was written.
write-scope = This token has scope { $scope }, not write.
write-larger = More than { $size }; send it in parts.
write-no-token = A valid token is needed: Authorization: Bearer …
