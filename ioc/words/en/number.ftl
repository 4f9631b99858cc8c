## ioc/sentences/values.py

number-demo = Illustrative data
number-preliminary = preliminary
number-no-data = No data
number-under = under { $least }
number-yes = Yes
number-not-yet = No
number-no = No
number-reported = { $reported }/{ $expected } { $areas } reported
number-target-line = Target: { $target }
number-target-line-of-year = Target { $year }: { $target }
