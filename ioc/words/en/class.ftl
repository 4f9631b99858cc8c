## ioc/sentences/classes.py

class-below = below { $amount }
class-up-to = up to { $amount }
class-between = { $first }–{ $last }
class-above = above { $amount }
class-from = { $amount } or more
