## ioc/sentences/classes.py

class-below = dưới { $amount }
class-up-to = đến { $amount }
class-between = { $first }–{ $last }
class-above = trên { $amount }
class-from = từ { $amount } trở lên
