"""One page on which every picture stands beside its five sisters, so that a look at a page is a look at all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from films import Film

_STYLE = """body{font:16px/1.5 sans-serif;margin:24px;background:#f6f3ed;color:#241f27}h2{margin:40px 0 8px}
nav{columns:5 180px}nav a{display:block}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:16px}
figure{margin:0}img{width:100%;border:1px solid #857c70}figcaption{font-size:14px;color:#564f5b}a{color:#5b2558}"""


def write(out: Path, films: Sequence[Film], taken: Mapping[str, Sequence[str]]) -> None:
    """Write `out/index.html`: the pictures `taken` of each film, by its name, and the prints. One film may go on where
    the others end."""
    names = max(taken.values(), key=len)
    shown = ""
    for number, name in enumerate(names, start=1):
        shown += _page([film for film in films if number <= len(taken[film.name])], number, name)
    links = "".join(f'<a href="#{escape(name)}">{_title(name)}</a>' for name in names)
    prints = "".join(
        f'<a href="print/{escape(file.name)}">{_title(file.stem)}</a>'
        for file in sorted([*(out / "print").glob("*.pdf"), *(out / "print").glob("*.xlsx")])
    )
    (out / "index.html").write_text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>WagesDesk, every page</title>'
        f"<style>{_STYLE}</style>"
        f"<h1>WagesDesk, every page</h1><p>Everybody in it is invented. Click a picture to see it in full size.</p>"
        f"<h2>Pages</h2><nav>{links}</nav><h2>Prints</h2><nav>{prints}</nav>{shown}</html>\n",
        "utf-8",
    )


def _title(name: str) -> str:
    return escape(name.replace("-", " ").capitalize())


def _page(films: Sequence[Film], number: int, name: str) -> str:
    figures = "".join(
        f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt="{_title(name)}, {film.name}"></a>'
        f"<figcaption>{film.theme}, {film.wide} x {film.high}, text {film.text} %</figcaption></figure>"
        for film in films
        for file in (f"screens/{film.name}/{number:03}-{escape(name)}.png",)
    )
    return f'<h2 id="{escape(name)}">{_title(name)}</h2><div class="row">{figures}</div>'
