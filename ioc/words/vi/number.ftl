## ioc/sentences/values.py

number-demo = Số liệu minh hoạ
number-preliminary = sơ bộ
number-no-data = Chưa có số liệu
number-under = dưới { $least }
number-yes = Có
number-not-yet = Chưa
number-no = Không
number-reported = { $reported }/{ $expected } { $areas } đã báo cáo
number-target-line = Chỉ tiêu: { $target }
number-target-line-of-year = Chỉ tiêu { $year }: { $target }
