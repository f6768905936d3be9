"""In which order something is brought to the disk, for a loss of power: a kill alone loses nothing of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def told() -> Iterator[list[str]]:
    """Yields what is done meanwhile, in order: "sync NAME" of a file or folder, "forget NAME" where what is held of a
    file in memory is let go, "name NAME" where something gets its name. Linux alone."""
    done: list[str] = []

    def named(kind: str, name_of: Callable[..., str], real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            done.append(f"{kind} {name_of(*arguments)}")
            return real(*arguments, **more)

        return call

    def opened(descriptor: int, *_rest: object) -> str:
        return Path(f"/proc/self/fd/{descriptor}").readlink().name

    def fresh(_old: object, new: str | os.PathLike[str]) -> str:
        return Path(new).name

    with pytest.MonkeyPatch.context() as patch:
        for call, kind, name_of in (
            ("fsync", "sync", opened), ("posix_fadvise", "forget", opened), ("rename", "name", fresh),
            ("replace", "name", fresh),
        ):  # fmt: skip
            patch.setattr(os, call, named(kind, name_of, getattr(os, call)))
        yield done
