"""Make the pictures of the reading room in docs/images: read the example corpus, serve it, look at it in Chromium.

    python scripts/screenshots.py [CASE] [--output docs/images]

CASE is a case folder to show instead. It needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver).
"""

import argparse
import base64
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from rooms import Server, browsing, serving_room  # noqa: E402  the browser tests' own way to start both

from allegedly.case import Case  # noqa: E402

# Pixels of a picture; a phone is as wide as a common one.
WIDTH, HEIGHT, PHONE = 1200, 860, 390


def main() -> None:
    """Read the arguments and make the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("case", type=Path, nargs="?")
    arguments.add_argument("--output", type=Path, default=ROOT / "docs" / "images")
    options = arguments.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case = options.case or Path(folder) / "examples"
        if options.case is None:
            with Case(case) as opened:
                opened.read([ROOT / "examples" / "news"], jobs=1, operator="examples")
        with serving_room(case) as server:
            take(server, options.output)


def take(server: Server, folder: Path) -> None:
    """Take all pictures of a running reading room."""
    pages = chosen(server)
    with browsing(width=WIDTH, height=HEIGHT) as browser:
        for name, path in pages.items():
            picture(browser, server.address + path, folder / f"{name}.png")
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        )
        picture(browser, server.address + pages["card"], folder / "dark.png")
    with browsing(width=PHONE, height=HEIGHT) as browser:
        picture(browser, server.address + pages["article"], folder / "phone.png")


def chosen(server: Server) -> Mapping[str, str]:
    """Return the pages worth a picture: an allegation with a circle or with denials and drift, an article that relays."""

    def ask(path: str) -> Any:
        return json.loads(server.ask(path).text)

    rows = ask("/api/allegations?size=500")["rows"]
    best = max(rows, key=lambda row: (row["is_circular"], bool(row["denials"]) + bool(row["drift"]), row["documents"]))
    [article, *_] = ask("/api/documents?q=Karvend+army+plants+mines")["rows"] or ask("/api/documents")["rows"]
    copies = ask(f"/api/documents/{ask('/api/documents?q=ferry')['rows'][0]['id']}")["copies"]
    compare = (
        f"/compare?here={copies[0]['other']['id']}&there={copies[-1]['other']['id']}" if len(copies) > 1 else "/sources"
    )
    return {
        "allegations": "/allegations",
        "card": f"/allegations/{best['id']}",
        "article": f"/documents/{article['id']}",
        "compare": compare,
        "review": "/review",
    }


def picture(browser: Any, address: str, path: Path) -> None:
    """Take one picture of the top of a page."""
    browser.get(address)
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": False})
    path.write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
