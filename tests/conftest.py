"""What every test stands on: no real home, no network, no screen, no warning or log line that nobody expected."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import hypothesis
import pytest

INTERNET_FAMILIES = {2, 10, 23, 30}  # AF_INET; AF_INET6 on Linux, Windows, macOS
DEEP_SECONDS = 3600

hypothesis.settings.register_profile("usual", deadline=None, print_blob=True)
hypothesis.settings.register_profile("deep", parent=hypothesis.settings.get_profile("usual"), max_examples=5000)


def refuse_internet(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: sees every socket that Python makes, whatever made it."""
    if event == "socket.__new__" and arguments[1] in INTERNET_FAMILIES:
        raise RuntimeError("a test opened an internet socket")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--deep", action="store_true", help="also run the tests marked deep, and the long size of every family"
    )


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(refuse_internet)
    hypothesis.settings.load_profile("deep" if config.getoption("--deep") else "usual")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--deep"):
        for item in items:
            item.add_marker(pytest.mark.timeout(DEEP_SECONDS), append=False)
        return
    left_out = [item for item in items if item.get_closest_marker("deep")]
    items[:] = [item for item in items if not item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def deep(request: pytest.FixtureRequest) -> bool:
    """Whether the long size is asked for: `kills = 50 if deep else 10`."""
    return bool(request.config.getoption("--deep"))


@pytest.fixture(scope="session", autouse=True)
def _home_for_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures that live longer than a test see no real home either."""
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of this test alone; `WAGESDESK_HOME` is its folder `wagesdesk`, not made yet."""
    folder = tmp_path_factory.mktemp("home")
    _live_in(folder, monkeypatch)
    return folder


def _live_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    places = {
        "HOME": ".", "USERPROFILE": ".", "APPDATA": "roaming", "LOCALAPPDATA": "local", "WAGESDESK_HOME": "wagesdesk",
        "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }  # fmt: skip
    for name, place in places.items():
        patch.setenv(name, str(folder / place))
    (folder / "run").mkdir(mode=0o700)  # Qt warns of any other mode


class Collector(logging.Handler):
    """Keeps the records at WARNING or above."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_log() -> list[logging.LogRecord]:
    """Ask for it to be allowed log records at WARNING or above; they are in it, in order."""
    return []


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    allowed = "expected_log" in request.fixturenames
    records: list[logging.LogRecord] = request.getfixturevalue("expected_log") if allowed else []
    handler = Collector(records)
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if records and not allowed:
        told = "\n".join(f"{record.levelname} {record.name}: {record.getMessage()}" for record in records)
        pytest.fail(f"unexpected log:\n{told}", pytrace=False)


@pytest.fixture(scope="session")
def stock_tool() -> StockTool:
    """`stock_tool("age")` is the path of a program of the system; without it the test is skipped (in CI it fails)."""
    return StockTool()


class StockTool:
    """Finds the programs of the system that prove our formats from outside."""

    def __call__(self, name: str) -> str:
        path = shutil.which(name)
        if path is None:
            if os.environ.get("CI") and sys.platform == "linux":
                pytest.fail(f"{name} is missing; python3 dev.py test installs it when it is root")
            pytest.skip(f"{name} is not installed")
        return path
