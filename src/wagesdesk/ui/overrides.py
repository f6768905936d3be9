"""An error in what Qt calls back must reach the crash dialog, on Python 3.11 as well.

There an error that C code raises (a word that is no number, a widget that is gone) is at first no exception but its
class and its words. The binding takes the words for the exception, and the program falls (shiboken6 6.8 to 6.11). What
passes an `except` is an exception from there on. From Python 3.12 on every error is one from the beginning.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

from shiboken6 import Shiboken

_BINDING: Final = "PySide6."


def let_errors_through() -> None:
    """Let every class that is made of Qt's from now on raise whole exceptions where it stands in for Qt's methods."""
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_see_to_overrides)  # type: ignore[method-assign, assignment]


def _see_to_overrides(cls: Any, /, **more: Any) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**more)
    bases = [one for one in cls.__mro__[1:] if one.__module__.startswith(_BINDING)]
    for name, made in list(vars(cls).items()):
        ours = isinstance(made, FunctionType) and not name.startswith("__")
        if ours and any(name in vars(base) for base in bases):
            setattr(cls, name, _whole(made))


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise

    return call
