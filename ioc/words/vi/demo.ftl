## data/demo/homes.py

demo-no-province = Không có tỉnh mã “{ $code }” từ { $vintage }. Hãy đặt IOC_PROVINCE là một trong: { $codes }.

## data/demo/load.py

demo-loaded = { $label }: { $cells } ô số liệu
