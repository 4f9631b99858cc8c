## ioc/status.py

status-green = On target
status-amber = At risk
status-red = Behind target
status-no_target = No target
status-no_data = No data
status-too_few = Too few reports
status-rule-too_few = Less than { $share } of the areas on this land have a number: no verdict
status-rule-no_data = Nobody has reported
status-rule-no_target = No target for this period
status-rule-up = On target: target met; At risk: at least { $share } of it; Behind target: less
status-rule-down = On target: not above target; At risk: above by at most { $share } of it; Behind target: more
