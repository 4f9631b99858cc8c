## data/demo/homes.py

demo-no-province = There is no province with code “{ $code }” from { $vintage } on. Set IOC_PROVINCE to one of: { $codes }.

## data/demo/load.py

demo-loaded = { $label }: { $cells } cells
