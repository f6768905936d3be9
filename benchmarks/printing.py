"""The standard print of a whole plan, against reportlab alone making the same paragraphs, tables and pages."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench import Row

ROUNDS = 9
DAY = date(2026, 11, 3)


def rows() -> Iterator[Row]:
    """The ratio of medians, round by round in turn."""
    from tests import plans, vaults
    from wagesdesk.export.reports.pdf import write_pdf
    from wagesdesk.export.reports.plan import document, pack

    with tempfile.TemporaryDirectory() as temporary:
        opened = vaults.unlock(vaults.copy_of("inside", Path(temporary) / "vault"), vaults.morning())
        asha = vaults.group(opened).people[0]
        held = pack.read(opened, plans.whole_plan(opened, asha))
        printed = document.plan_document(held, "standard", printed=DAY)

        def ours() -> None:
            write_pdf(document.plan_document(held, "standard", printed=DAY))

        pairs = [(_taken(ours), _taken(lambda: _bare(printed))) for _round in range(ROUNDS)][1:]
        opened.lock()
    mine, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    yield Row("a whole plan as PDF", mine / bare, "times", f"reportlab alone, {bare * 1000:.0f} ms", 1.5)


def _bare(document: object) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    from wagesdesk.export.reports import fonts
    from wagesdesk.export.reports.blocks import Document
    from wagesdesk.export.reports.flowables import Look, flow

    assert isinstance(document, Document)
    fonts.register()
    story = flow(document, Look(fonts.REGULAR, fonts.BOLD, 12.0, A4[0] - 102))
    pages = SimpleDocTemplate(
        io.BytesIO(), pagesize=A4, leftMargin=51, rightMargin=51, topMargin=68, bottomMargin=68, invariant=1
    )
    pages.build(story)


def _taken(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
