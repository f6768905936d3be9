"""The whole demo, watched by the system: no process of it opens an internet socket."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import StockTool

ROOT = Path(__file__).parents[2]


def watch(stock_tool: StockTool, seen: Path) -> list[str]:
    return [stock_tool("strace"), "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(seen)]


@pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
@pytest.mark.timeout(300)
def test_the_demo_opens_no_internet_socket(tmp_path: Path, stock_tool: StockTool, deep: bool) -> None:
    seen = tmp_path / "sockets.txt"
    demo = [sys.executable, str(ROOT / "demo" / "run.py"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*watch(stock_tool, seen), *demo, *([] if deep else ["--no-pictures"])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    families = set(re.findall(r"\b(?:socket|socketpair)\((\w+)", seen.read_text("utf-8")))
    assert families <= {"AF_UNIX", "AF_NETLINK"}, families


def test_a_watched_internet_socket_is_seen(tmp_path: Path, stock_tool: StockTool) -> None:
    seen = tmp_path / "sockets.txt"
    subprocess.run(
        [*watch(stock_tool, seen), sys.executable, "-c", "import socket; socket.socket().close()"], check=True
    )
    assert "socket(AF_INET" in seen.read_text("utf-8")
