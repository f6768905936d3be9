"""What Windows tells about drives: the drive type, and the bus for disks that call themselves fixed."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path, PurePath
from typing import Any, Final

_REMOVABLE: Final = 2
_FIXED: Final = 3
_READ_ONLY_VOLUME: Final = 0x00080000
_QUERY_PROPERTY: Final = 0x002D1400  # IOCTL_STORAGE_QUERY_PROPERTY
_BUS_USB: Final = 7
_BUS_OFFSET: Final = 28  # of BusType in STORAGE_DEVICE_DESCRIPTOR
_SHARE_ALL: Final = 7
_OPEN_EXISTING: Final = 3


def drive_roots() -> list[tuple[Path, str, bool, str]]:
    """`(root, label, read only, file system)` of every drive letter on a removable medium or on USB with a medium."""
    kernel = _kernel()
    letters = [chr(65 + bit) for bit in range(26) if kernel.GetLogicalDrives() >> bit & 1]
    return [found for letter in letters if (found := _drive(kernel, letter)) is not None]


def _kernel() -> Any:
    if sys.platform != "win32":
        raise OSError("only on Windows")
    kernel = ctypes.WinDLL("kernel32")
    # Without these, 64-bit handles are cut to 32 bits.
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32,
        ctypes.c_void_p,
    ]  # fmt: skip
    kernel.DeviceIoControl.argtypes = [
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32,
        ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    kernel.CloseHandle.argtypes = [ctypes.c_void_p]
    # Or an empty card reader asks for a disk in a box of its own.
    kernel.SetErrorMode(1)
    return kernel


def _drive(kernel: Any, letter: str) -> tuple[Path, str, bool, str] | None:
    root = f"{letter}:\\"
    kind = kernel.GetDriveTypeW(ctypes.c_wchar_p(root))
    if kind != _REMOVABLE and not (kind == _FIXED and _on_usb(kernel, letter)):
        return None
    label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
    flags = ctypes.c_uint32()
    known = kernel.GetVolumeInformationW(
        ctypes.c_wchar_p(root), label, 261, None, None, ctypes.byref(flags), system, 261
    )
    if not known:
        return None
    return Path(root), label.value or root, bool(flags.value & _READ_ONLY_VOLUME), system.value


def volume(folder: PurePath) -> str:
    """The serial number of the file system in `folder`, which was drawn when it was made; empty for none."""
    number = ctypes.c_uint32()
    root = ctypes.c_wchar_p(folder.anchor)
    known = _kernel().GetVolumeInformationW(root, None, 0, ctypes.byref(number), None, None, None, 0)
    return f"{number.value:08X}" if known and number.value else ""


def _on_usb(kernel: Any, letter: str) -> bool:
    """Whether the disk behind a letter is on USB; opened without access rights, so no administrator is needed."""
    handle = kernel.CreateFileW(f"\\\\.\\{letter}:", 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return False
    query, answer, size = bytes(12), ctypes.create_string_buffer(1024), ctypes.c_uint32()
    told = kernel.DeviceIoControl(handle, _QUERY_PROPERTY, query, 12, answer, 1024, ctypes.byref(size), None)
    kernel.CloseHandle(handle)
    bus = int.from_bytes(answer.raw[_BUS_OFFSET : _BUS_OFFSET + 4], "little")
    return bool(told) and size.value >= _BUS_OFFSET + 4 and bus == _BUS_USB
