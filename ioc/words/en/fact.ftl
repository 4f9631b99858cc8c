## ioc/sentences/values.py

fact-HT01-yes = Has signal
fact-HT01-no = No signal yet
fact-HT02-yes = No signal yet
fact-HT02-no = Has signal
fact-HT03-yes = Has weak spots
fact-HT03-no = No weak spots
fact-HT06-yes = Has fibre
fact-HT06-no = No fibre yet
fact-HT11-yes = Has fibre
fact-HT11-no = No fibre yet
fact-XH06-yes = Team is active
fact-XH06-no = Team not active yet
fact-CQ15-yes = Has a conference point
fact-CQ15-no = No conference point yet

## ioc/sentences/facts.py

fact-since = { $fact } since { $period }
fact-whole = { $fact }, at least since { $period }
