"""What the machine itself must have: libraries that Qt loads, tools that tests use. Only Linux needs anything."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

# What the loader looks for -> the Debian package that has it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
SOUND_LIBRARIES = {"libpulse.so.0": "libpulse0"}
TOOLS = {
    "age": "age",
    "gcc": "build-essential",
    "minisign": "minisign",
    "soffice": "libreoffice-calc-nogui",
    "strace": "strace",
    "tar": "tar",
}


def has_screen() -> bool:
    """Whether a window can be shown to a person."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def need_libraries(*, screen: bool = False) -> None:
    """Stop with one line to type when a library that Qt loads is missing and cannot be installed from here."""
    wanted = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    if not supply(wanted, _loads):
        sys.exit("Without them no window can be drawn.")


def want_tools() -> None:
    """Say which stock tools and libraries of sound are missing; their tests are skipped without them."""
    tools = supply(TOOLS, lambda tool: shutil.which(tool) is not None)
    if not supply(SOUND_LIBRARIES, _loads) or not tools:
        print("Going on; tests that need them are skipped.\n")


def need_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages that nothing here can go on without, or stop with the line to type."""
    if not install(packages):
        sys.exit(f"{why}\nPlease type: {apt_line(packages)}")


def supply(wanted: Mapping[str, str], present: Callable[[str], bool]) -> bool:
    """Whether everything of `wanted` (thing -> package) is there, after installing what was missing where possible."""
    if sys.platform != "linux":
        return True
    missing = [thing for thing in wanted if not present(thing)]
    if not missing:
        return True
    packages = [wanted[thing] for thing in missing]
    if install(packages) and all(present(thing) for thing in missing):
        return True
    print(f"Missing on this machine: {', '.join(missing)}\nPlease type: {apt_line(packages)}", file=sys.stderr)
    return False


def apt_line(packages: Sequence[str]) -> str:
    """The one line a person types."""
    line = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    return line if shutil.which("apt-get") else f"{line}   (or what your system calls these packages)"


def install(packages: Sequence[str]) -> bool:
    """Install by apt-get when this process may; False when it may not or apt-get failed."""
    if sys.platform != "linux" or not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-q", *arguments], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stdout[-800:] + done.stderr[-800:], file=sys.stderr)
            return False
    return True


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
