"""Find the Chromium that the browser tests drive; with --install, fetch one when there is none.

Prints its path. Order: IOC_TEST_CHROMIUM, the system's own (first the one without a window, which
takes half as long for the same page), Debian's package (as root, where apt-get is), Playwright's
own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# The first where Debian has it, else the second. Without a font that has Vietnamese letters, pages
# would be tested with boxes for text.
DEBIAN_BROWSERS = ("chromium-headless-shell", "chromium")
DEBIAN_FONTS = "fonts-noto-core"
# Each window draws two pages of its own under the address bar, which nobody sees here: a second of
# a core. Of two such switches the last one counts, so Playwright's own list comes with it.
_WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={_WITHOUT}",
)


class NoBrowserError(Exception):
    """No Chromium was found; the text says what to do, in one line."""


def find_browser() -> Path:
    """Return the path of a Chromium that starts; install nothing.

    Raises:
        NoBrowserError: there is none, or IOC_TEST_CHROMIUM names something else.
    """
    if setting := os.environ.get("IOC_TEST_CHROMIUM"):
        if starts(Path(setting)):
            return Path(setting)
        raise NoBrowserError(f"IOC_TEST_CHROMIUM={setting} is not a Chromium that starts.")
    for name in NAMES:
        path = shutil.which(name)
        if path and starts(Path(path)):
            return Path(path)
    own = playwright_build()
    if own is not None and starts(own):
        return own
    raise NoBrowserError(
        "No Chromium for the browser tests: install one (Debian: apt install chromium), "
        "run 'playwright install chromium', or set IOC_TEST_CHROMIUM to its path."
    )


def starts(path: Path) -> bool:
    """Tell whether the file runs: Ubuntu's `chromium-browser` may be a stub that only advises."""
    try:
        result = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


def playwright_build() -> Path | None:
    """Return where Playwright keeps its own Chromium, if it has been fetched."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def install_browser() -> None:
    """Fetch a Chromium: Debian's when that is possible, else Playwright's own build."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if may_install:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", DEBIAN_FONTS]
        updates = ["apt-get", "update", "-qq"]
        for command in (updates, *([*install, name] for name in DEBIAN_BROWSERS)):
            subprocess.run(command, env=quiet, stdout=sys.stderr, check=False)
            if any((path := shutil.which(name)) and starts(Path(path)) for name in NAMES):
                return
    # With the libraries that it needs, where they may be installed.
    options = ["--with-deps"] if may_install else []
    command = [sys.executable, "-m", "playwright", "install", *options, "chromium"]
    subprocess.run(command, stdout=sys.stderr, check=False)


def main(arguments: list[str]) -> int:
    """Print the path of the browser; 1 and one line on stderr when there is none."""
    try:
        try:
            path = find_browser()
        except NoBrowserError:
            if "--install" not in arguments or os.environ.get("IOC_TEST_CHROMIUM"):
                raise
            install_browser()
            path = find_browser()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
