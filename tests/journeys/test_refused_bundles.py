"""README: a bundle that is cut, changed, foreign, too new, for others or of a stranger changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from tests import vaults
from tests.journeys.sticks import carried, outside_state, receive, stick
from tests.unit.models.foreign import Foreign
from tests.unit.ui.line import Line
from tests.vaults import TODAY
from wagesdesk.errors import (
    BundleAltered,
    BundleError,
    BundleForeign,
    BundleNotForUs,
    BundleSenderUnknown,
    BundleTooNew,
    BundleTruncated,
)  # fmt: skip
from wagesdesk.export import bundle, inbox, manifest, tar
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card


def refused(line: Line, file: Path) -> BundleError:
    before = outside_state(line)
    with pytest.raises(BundleError) as raised:
        inbox.check(line.outside, file)
    assert outside_state(line) == before, "a refused bundle changed something"
    return raised.value


def test_a_cut_copy(line: Line, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    file.write_bytes(file.read_bytes()[:-70_000])
    assert type(refused(line, file)) is BundleTruncated


def test_a_changed_one(line: Line, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert type(refused(line, file)) is BundleAltered


@pytest.mark.parametrize("data", [b"holiday pictures", b"age-encryption.org/v1 is a fine format"])
def test_a_foreign_file(line: Line, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "wd-abcdefgh.age"
    file.write_bytes(data)
    assert type(refused(line, file)) is BundleForeign


def test_a_file_of_another_name(line: Line, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    assert type(refused(line, file.rename(tmp_path / "bundle.age"))) is BundleForeign


def test_one_for_another_machine(line: Line, second: Vault, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    for known in (line.inside, line.outside):
        card.enrol(second, second.staff_id, card.own_card(known, known.staff_id), compared_on=TODAY)
    with pytest.raises(BundleNotForUs):
        inbox.check(second, file)


def test_one_of_an_unknown_machine(line: Line, tmp_path: Path) -> None:
    file = stick(line, tmp_path)
    card.remove(line.outside, line.outside.staff_id, line.inside.machine.sign_public.hex())
    error = refused(line, file)
    assert type(error) is BundleSenderUnknown
    assert (error.fields["place"], error.fields["kind"]) == ("HMP Ashmere", "laptop")


def test_one_of_a_newer_version(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stick(line, tmp_path)
    monkeypatch.setattr(manifest, "READER", 0)
    error = refused(line, file)
    assert type(error) is BundleTooNew
    assert error.fields == {"needs": 1, "has": 0}


def rewritten(line: Line, change: Callable[[dict[str, tar.Content]], None]) -> bytes:
    """A bundle of the trusted machine, with whole signatures, in which the journal says something else."""
    prepared, _entries = carried(line)
    change(prepared.files)
    sealed = bundle.check_and_seal(
        line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
        passphrase=vaults.PASSPHRASES["Carys"], compared=True,
    )  # fmt: skip
    return sealed.content


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (lambda journal: journal[:-1], "journal_end"),
        (lambda journal: journal + b"{}\n", "line"),
        (lambda journal: journal + b"\n", "json"),
        (lambda journal: journal.replace(b"Asha", b"Dora", 1), "commit"),
        (lambda journal: journal + b" " * 70_000 + b"\n", "line_length"),
    ],
)
def test_a_journal_that_does_not_hold_is_refused_even_from_a_friend(
    line: Line, tmp_path: Path, lines: Callable[[bytes], bytes], code: str
) -> None:
    def change(files: dict[str, tar.Content]) -> None:
        files["journal.jsonl"] = lines(bytes(files["journal.jsonl"]))

    file = tmp_path / "wd-abcdefgh.age"
    file.write_bytes(rewritten(line, change))
    error = refused(line, file)
    assert (type(error), error.fields["code"]) == (BundleAltered, code)


def test_a_forwarded_bundle_is_refused(line: Line, second: Vault, tmp_path: Path) -> None:
    """Who may open a bundle can pass its inside on, under our own signature: the names in it tell."""
    sealed = line.seal()
    plain = pyrage.decrypt(sealed.content, [pyrage.x25519.Identity.from_str(line.outside.machine.age_secret)])
    assert tar.read(plain, lambda _name: True)["manifest.json"]
    keys = [pyrage.x25519.Recipient.from_str(second.machine.age_public)]
    file = tmp_path / sealed.name
    file.write_bytes(pyrage.encrypt(plain, keys))
    for known in (line.inside, line.outside):
        card.enrol(second, second.staff_id, card.own_card(known, known.staff_id), compared_on=TODAY)
    with pytest.raises(BundleNotForUs):
        inbox.check(second, file)


def test_a_poisoned_entry_is_held_back_and_the_rest_taken_in(line: Line, tmp_path: Path) -> None:
    def change(files: dict[str, tar.Content]) -> None:
        machine = Foreign(line.inside.machine)
        bad = machine.write("mark", "m", {"says": "P"}, subjects=(line.asha,))
        more = machine.opening.line() + b"\n" + bad.line() + b"\n"
        files["journal.jsonl"] = bytes(files["journal.jsonl"]) + more

    file = tmp_path / "wd-abcdefgh.age"
    file.write_bytes(rewritten(line, change))
    done = receive(line, file)
    assert (done.outcome, done.held_back) == (Outcome.IMPORTED_PARTLY, 1)
    assert [row.name for row in attendance.register(line.outside, line.group.cohort_id, TODAY).rows] == ["Asha"]
