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
status-rule-up = Green: target met; amber: at least { $share } of it; red: less
status-rule-down = Green: not above target; amber: at most target ÷ { $share }; red: more
