"""Choosing files and folders without stopping the program, so that the cover can hide these windows too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def save_as(parent: QWidget, title: str, name: str, kind: str, done: Callable[[Path], None]) -> QFileDialog:
    """Ask where to write a file proposed as `name`; `kind` is a filter such as "PDF (*.pdf)". Asks before replacing."""
    dialog = _dialog(parent, title, kind, done)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.open()
    return dialog


def open_file(parent: QWidget, title: str, kind: str, done: Callable[[Path], None]) -> QFileDialog:
    """Ask for one file that exists."""
    dialog = _dialog(parent, title, kind, done)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_folder(parent: QWidget, title: str, start: str, done: Callable[[Path], None]) -> QFileDialog:
    """Ask for a folder, beginning at `start` when that exists."""
    dialog = _dialog(parent, title, "", done)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if start:
        dialog.setDirectory(start)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, kind: str, done: Callable[[Path], None]) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kind:
        dialog.setNameFilter(kind)
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    return dialog
