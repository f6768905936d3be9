from __future__ import annotations

import pytest

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.export.reports import slip
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.models.vault import Vault
from wagesdesk.services import media


def out(vault: Vault, serial: str = "WD 4") -> str:
    return media.take_out(vault, vault.staff_id, serial=serial, holder="D. Rees", authority="SO 12/26")[0]


def test_what_is_out_stands_first_until_it_is_back(inside: Vault) -> None:
    first, second = out(inside, " WD  4 "), out(inside, "WD 5")
    media.bring_back(inside, inside.staff_id, second)
    rows = media.media(inside)
    assert [(row.id, row.serial, row.back_at is None) for row in rows] == [
        (first, "WD 4", True),
        (second, "WD 5", False),
    ]
    before = rows[1].back_at
    inside.clock.advance(days=1)  # type: ignore[attr-defined]
    assert not media.bring_back(inside, inside.staff_id, second)
    assert media.media(inside)[1].back_at == before
    with pytest.raises(NotFound):
        media.bring_back(inside, inside.staff_id, "x")


@pytest.mark.parametrize("field", ["serial", "holder", "authority"])
def test_each_is_needed_and_short(inside: Vault, field: str) -> None:
    for wrong in (" ", "x" * 81):
        with pytest.raises(FieldInvalid) as refused:
            media.take_out(inside, inside.staff_id, **{"serial": "a", "holder": "b", "authority": "c", field: wrong})
        assert refused.value.fields["field"] == field
    assert media.media(inside) == ()


def test_the_slip_says_who_carries_what(inside: Vault) -> None:
    out(inside)
    text = write_plain(slip.slip(media.media(inside)[0], "HMP Ashmere", printed=inside.clock.today()))
    assert all(word in text for word in ("WD 4", "D. Rees", "SO 12/26", "HMP Ashmere", "Authorised by"))
