## ioc/sentences/origin.py

origin-basis-population = population
origin-basis-households = households
origin-basis-villages = villages
origin-basis-area = area
origin-short-exact = converted
origin-short-estimate = estimated by { $basis }
origin-short-mean = mean of former provinces
origin-long-exact = Converted to the boundaries on screen: sum of whole areas, exact
origin-long-estimate = Converted to the boundaries on screen: an estimate, shared by { $basis }
origin-long-mean = Converted to the boundaries on screen: plain mean of the former areas
origin-rule-exact = converted: whole areas added up, exact
origin-rule-estimate = estimated by { $basis }
origin-rule-mean = mean of former provinces
origin-stroke-exact = Dashed: { $rule }
origin-stroke-estimate = Open circles: { $rule }
origin-stroke-mean = Open diamonds: { $rule }
