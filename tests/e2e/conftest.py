"""The real app on loopback with the demo register in it, and a real browser.

Where Chromium is missing these tests skip and say so; where it is required they fail.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        required = "browser" in os.environ.get("CUSTODY_REQUIRE", "")
        (pytest.fail if required else pytest.skip)("Chromium is not installed on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a running `custody demo`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("demo") / "register"
    command = [sys.executable, "-c", "from custody.cli import main; main()", "demo"]
    said = (folder.parent / "said.log").open("w")
    server = subprocess.Popen(
        [*command, "--dir", str(folder), "--port", str(port)], stdout=said, stderr=said
    )
    where = f"http://127.0.0.1:{port}"
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{where}/healthz", timeout=2).close()
            break
        except OSError:
            time.sleep(0.5)
    yield where
    server.terminate()
    server.wait(timeout=20)
    said.close()
