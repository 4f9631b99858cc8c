## ioc/sentences/values.py

fact-HT01-yes = Có sóng
fact-HT01-no = Chưa có sóng
fact-HT02-yes = Chưa có sóng
fact-HT02-no = Có sóng
fact-HT03-yes = Còn lõm sóng
fact-HT03-no = Không lõm sóng
fact-HT06-yes = Có cáp quang
fact-HT06-no = Chưa có cáp quang
fact-HT11-yes = Có cáp quang
fact-HT11-no = Chưa có cáp quang
fact-XH06-yes = Tổ đang hoạt động
fact-XH06-no = Tổ chưa hoạt động
fact-CQ15-yes = Có điểm cầu
fact-CQ15-no = Chưa có điểm cầu

## ioc/sentences/facts.py

fact-since = { $fact } từ { $period }
fact-whole = { $fact }, ít nhất từ { $period }
