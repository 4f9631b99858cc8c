"""Where a browser keeps who it is; both cookies hold a token's secret, out of reach of scripts."""

SESSION_COOKIE = "ioc_session"
WALL_COOKIE = "ioc_wall"
# The route that signs in and out.
SESSION_PATH = "/phien"
