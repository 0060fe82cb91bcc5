"""Takes the pictures of the desk: python -m tests.desk.take_pictures docs/desk."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from gateway.adapters.database import migrate, open_engine
from tests.desk.conftest import CHROMIUM, FLAGS, Desk

PAGES = {
    "list": "/",
    "clash": "/clashes/cls_harbour",
    "check": "/checks/chk_velk",
    "source": "/sources/domain:coastwire.example",
}
VIEWS = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "phone": ("light", 390, 844),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "gateway.sqlite3"
        engine = open_engine(f"sqlite:///{database}")
        migrate(engine)
        engine.dispose()
        desk = Desk(database)
        desk.start()
        desk.fill()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                for name in VIEWS:
                    take(browser, desk.url, folder, name)
                browser.close()
        finally:
            desk.stop()


def take(browser: Browser, url: str, folder: Path, view: str) -> None:
    theme, width, height = VIEWS[view]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(url + path)
        page.wait_for_timeout(300)
        if name == "list":
            page.keyboard.press("j")
        page.screenshot(path=folder / f"{name}-{view}.png", full_page=view == "phone")
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
