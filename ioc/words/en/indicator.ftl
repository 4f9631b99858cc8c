## data/queries/catalogue.py

indicator-none-loaded = There is no indicator “{ $code }”: the catalogue is not loaded yet.
indicator-unknown-near = There is no indicator “{ $code }” in the catalogue. Similar: { $near }.
indicator-unknown = There is no indicator “{ $code }” in the catalogue. See the codes there.
