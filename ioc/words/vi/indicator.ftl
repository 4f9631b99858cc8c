## data/queries/catalogue.py

indicator-none-loaded = Không có chỉ số “{ $code }”: danh mục chỉ số chưa được nạp.
indicator-unknown-near = Không có chỉ số “{ $code }” trong danh mục. Mã gần giống: { $near }.
indicator-unknown = Không có chỉ số “{ $code }” trong danh mục. Xem mã trong danh mục chỉ số.
