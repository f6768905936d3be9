"""Bundles of every format there ever was still open, with the program and with the tools of the system."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import vaults
from tests.conftest import StockTool
from wagesdesk.errors import BundleNotForUs
from wagesdesk.export import container
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Opened
from wagesdesk.export.inbox import read_entries
from wagesdesk.models.keys import age_public_of, read_card
from wagesdesk.models.person import Business, Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent

GOLDEN = Path(__file__).parents[2] / "data" / "bundles"
EVERY = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.glob("*/*.age"))
SIGNATURES = {page.MACHINE_SIGNATURE: "machine.pub", page.CHECKER_SIGNATURE: "checker.pub"}


def opened(name: str, *, site: bool) -> Opened:
    file = GOLDEN / name
    secret = file.with_suffix(".key").read_text("utf-8").splitlines()[-1]
    sender = read_card(file.with_name("sender.card").read_text("utf-8"))
    return container.open_bundle(
        file.read_bytes(), identity=secret, known={sender.sign_public: sender}, own_age_public=age_public_of(secret),
        site=site,
    )  # fmt: skip


def test_there_is_one_of_each_purpose() -> None:
    assert {f"1/{purpose}.age" for purpose in page.PURPOSES} <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_the_program_opens_it(name: str) -> None:
    purpose = Path(name).stem
    bundle = opened(name, site=purpose == page.SITE)
    assert (bundle.manifest.purpose, bundle.sender.place) == (purpose, "HMP Ashmere")
    entries = read_entries(bundle)
    if purpose == "extract":
        assert entries == ()
        assert [one["name"] for one in json.loads(bundle.files["extract.json"])["people"]] == ["Asha"]
    else:
        assert "Asha" in {entry.fields.get("name") for entry in entries if entry.header.type == "person"}
    with pytest.raises(BundleNotForUs):
        opened(name, site=purpose != page.SITE)


def test_the_outside_place_takes_the_hubs_in(outside: Vault) -> None:
    bundle = opened("1/hub.age", site=False)
    card.enrol(outside, outside.staff_id, bundle.sender, compared_on=vaults.TODAY)
    taken = outside.import_entries(
        read_entries(bundle),
        via=bundle.manifest.bundle_id,
        actor=outside.staff_id,
        sender=bundle.sender.sign_public.hex(),
    )
    assert (taken.held_back, taken.doubtful) == (2, 0)  # her answers are for the place that it was made for
    with outside.read() as db:
        assert db.query(Person).all() == [], "she shares nothing with this one"
        (asha,) = db.connection().execute(select(Person.id)).scalars()
    consent.record(
        outside, outside.staff_id, person_id=asha, recipient_id=outside.machine.sign_public.hex(),
        answers={"plan": True}, on=vaults.TODAY, until=vaults.TODAY, how="paper",
    )  # fmt: skip
    with outside.read() as db:
        assert [one.name for one in db.query(Person)] == ["Asha"]
        assert [(one.idea or {})["name"] for one in db.query(Business)] == ["Embellish Handmade Card Designs"]


@pytest.mark.parametrize("name", EVERY)
def test_age_tar_and_minisign_open_and_check_it(name: str, tmp_path: Path, stock_tool: StockTool) -> None:
    file = GOLDEN / name
    plain = tmp_path / "plain.tar"
    subprocess.run([stock_tool("age"), "-d", "-i", file.with_suffix(".key"), "-o", plain, file], check=True)
    inside = tmp_path / "inside"
    inside.mkdir()
    subprocess.run([stock_tool("tar"), "xf", plain, "-C", inside], check=True)

    manifest = inside / page.MANIFEST
    told = json.loads(manifest.read_bytes())
    signed = {path.name for path in inside.glob("*.minisig")}
    assert signed == {page.MACHINE_SIGNATURE} | ({page.CHECKER_SIGNATURE} if told["purpose"] != page.SITE else set())
    for signature in signed:
        key = file.with_name(SIGNATURES[signature])
        command = [
            stock_tool("minisign"),
            "-V",
            "-Q",
            "-p",
            str(key),
            "-x",
            str(inside / signature),
            "-m",
            str(manifest),
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert said.strip() == told["bundle_id"]
    for line in told["files"]:
        assert hashlib.sha256((inside / line["name"]).read_bytes()).hexdigest() == line["sha256"]
