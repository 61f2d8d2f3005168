"""The built wheel serves a styled page in both languages, far from the checkout (Q85).

It is installed into an environment that is empty but for what `requirements.lock` names, which is
lent from the environment of the tests: so nothing comes from a network, and nothing from the house.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import SECRET, free_port

HOUSE = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, whose libraries are those of the tests."""
    wheels = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
    subprocess.run([*build, str(HOUSE)], check=True, capture_output=True)
    (wheel,) = wheels.glob("custody-*.whl")
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, with_pip=False)
    install = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install"]
    install += ["--no-deps", "--no-index", "--disable-pip-version-check", "-q", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (site,) = folder.glob("lib/python*/site-packages")
    # A line in such a file lends the libraries alone: an editable house beside them is not followed.
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder


def _run(environment: Path, *command: str, cwd: Path, **settings: str) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [str(environment / "bin" / command[0]), *command[1:]],
        cwd=cwd,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def address(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A register of the wheel's own, made and served by its own commands."""
    away, port = tmp_path_factory.mktemp("away"), free_port()
    settings = {
        "CUSTODY_BASE_URL": f"http://127.0.0.1:{port}",
        "CUSTODY_ORIGIN": "bon.example/log",
        "CUSTODY_SECRET_KEY": SECRET,
        "CUSTODY_HELP_PHONE": "0900 – 0000",
        "CUSTODY_DEMO": "1",
        "CUSTODY_FOLDER": str(away / "register"),
    }
    _run(environment, "custody", "init", cwd=away, **settings)
    server = subprocess.Popen(
        [str(environment / "bin" / "custody"), "serve", "--port", str(port)],
        cwd=away,
        env={"PATH": os.environ["PATH"], **settings},
    )
    where = f"http://127.0.0.1:{port}"
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{where}/healthz", timeout=5).close()
            break
        except OSError:
            time.sleep(0.05)
    yield where
    server.terminate()
    server.wait(timeout=30)
    shutil.rmtree(away, ignore_errors=True)


def _read(url: str, language: str = "") -> tuple[str, str]:
    asked = urllib.request.Request(url, headers={"Cookie": f"lang={language}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return answer.read().decode(), answer.headers["Content-Type"]


def test_what_runs_is_the_wheel_and_not_the_checkout(environment: Path, tmp_path: Path) -> None:
    where = _run(
        environment, "python", "-c", "import custody; print(custody.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(environment)


@pytest.mark.parametrize(("language", "word"), [("nl", "Inloggen"), ("en", "Sign in")])
def test_a_styled_page_is_served(address: str, language: str, word: str) -> None:
    page, _ = _read(f"{address}/log-in", language)
    assert f'<html lang="{language}"' in page
    assert word in page
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(styles) >= 3
    for style in styles:
        text, media_type = _read(address + style)
        assert media_type.startswith("text/css")
        assert len(text) > 100


def test_what_pages_and_papers_are_made_of_is_in_the_wheel(
    environment: Path, tmp_path: Path
) -> None:
    (package,) = environment.glob("lib/python*/site-packages/custody")
    for folder in ("templates", "static"):
        tracked = subprocess.run(
            ["git", "ls-files", folder], cwd=HOUSE, capture_output=True, text=True, check=False
        ).stdout.split("\n")
        if not any(tracked):
            pytest.skip("the list of files is git's, and this is no clone")
        missing = [name for name in tracked if name and not (package / name).is_file()]
        assert not missing
    draw = (
        "from custody.app import house_folder; from custody.paper.press import Press;"
        "Press(house_folder('templates')); print(house_folder('templates'))"
    )
    printed = _run(environment, "python", "-c", draw, cwd=tmp_path).strip()
    assert Path(printed).is_relative_to(environment)
