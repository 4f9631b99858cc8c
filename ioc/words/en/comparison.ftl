## ioc/sentences/same_areas.py

comparison-same = over the same { $count } { $areas }
comparison-counted = { $count } { $areas }
comparison-rule = Compares only the { $count } of { $expected } { $areas } with a number in both periods
comparison-few = only { $count } of { $expected } { $areas } have a number in both periods: too few to compare
comparison-provisional = provisionally { $value }
comparison-provisional_if = provisionally { $value } if areas without a report keep their last number
comparison-provisional_rule = Not all have reported: if the missing areas keep their last number it is { $value } ({ $count } of { $expected } { $areas })
comparison-no_number = no number for { $period } yet
