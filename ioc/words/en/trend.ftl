## layouts/area/trend.py

trend-published = Published figure
trend-source = Source
trend-nobody = Nobody has reported this indicator yet.
trend-choose = Choose another indicator on the cards, or wait: the page updates when figures arrive.
trend-load = Load a file of figures: the page updates by itself, without a reload.
