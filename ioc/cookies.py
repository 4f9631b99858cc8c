"""Where a browser keeps who it is: cookies out of reach of scripts, and the routes around them."""

SESSION_COOKIE = "ioc_session"
WALL_COOKIE = "ioc_wall"
# The route that signs in and out.
SESSION_PATH = "/phien"
ACCOUNT_PATH = f"{SESSION_PATH}/tai-khoan"  # signing in with an account
PASSWORD_PATH = f"{SESSION_PATH}/mat-khau"
EVERYWHERE_PATH = f"{SESSION_PATH}/moi-noi"  # signing out in every browser
ACCOUNT_PAGE = "/tai-khoan"
SIGN_IN_PAGE = "/dang-nhap"
# The pages of those who signed in, by what they may do.
ADMIN_PAGE, REMOTE_PAGE, HAND_IN_PAGE = "/quan-tri", "/dieu-khien", "/nop-so"
VERIFY_PAGE = f"{HAND_IN_PAGE}/xac-nhan"
# The pages that are open to strangers where viewing needs a sign-in.
OPEN_PAGES = frozenset({SIGN_IN_PAGE, ACCOUNT_PAGE})
# A request of somebody who may not view, between the doors and the pages. It only takes away.
STRANGER_HEADER = "x-ioc-stranger"


def sign_in_address(secret: str, login: str = "") -> str:
    """Return the address that signs in with a token, or with a login and its password.

    Browsers send nothing after the "#", so that no log has the secret.

    >>> sign_in_address("ioc_x"), sign_in_address("abc", "an.nguyen")
    ('/dang-nhap#khoa=ioc_x', '/dang-nhap#ten=an.nguyen&khoa=abc')
    """
    name = f"ten={login}&" if login else ""
    return f"{SIGN_IN_PAGE}#{name}khoa={secret}"
