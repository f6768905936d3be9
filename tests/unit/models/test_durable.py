"""Power is lost at any moment: a name stands only for what is on the disk."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import durable
from tests.unit.export.bundles import new_line
from tests.unit.models.at_rest import Made, make_vault
from wagesdesk.export import drives
from wagesdesk.models import backup, cipher, folder, slots

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads which file a descriptor is in /proc")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault", rows=1)


def test_a_file_is_on_the_disk_before_it_takes_the_place_of_another(tmp_path: Path) -> None:
    with durable.told() as done:
        folder.atomic_write(tmp_path / "seal.json", b"{}")
    assert done == ["sync seal.json.part", "name seal.json", f"sync {tmp_path.name}"]


def test_a_generation_is_on_the_disk_before_current_names_it(made: Made) -> None:
    generation = made.generation.name
    with durable.told() as done:
        folder.commit_generation(made.folder, made.generation)
    ends = ["sync CURRENT.part", "name CURRENT", "sync vault"]
    assert done == ["sync data.db", f"sync {generation}", "sync vault", *ends]


def test_both_files_of_the_ways_in_are_on_the_disk_before_one_is_replaced(made: Made) -> None:
    generation = made.generation.name
    with durable.told() as done:
        slots.write_keys(made.generation, made.keys, made.data_key)
    assert done == [
        "sync keys.bak.part", "sync keys.json.part", "name keys.bak", f"sync {generation}", "name keys.json",
        f"sync {generation}",
    ]  # fmt: skip


def test_a_backup_is_on_the_disk_before_it_has_its_name(made: Made, tmp_path: Path) -> None:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    try:
        with durable.told() as done:
            at = datetime(2026, 11, 3, tzinfo=UTC)
            copy = backup.backup(made.folder, connection, tmp_path / "copies", data_key=made.data_key, at=at)
    finally:
        connection.close()
    part = f"sync {copy.name}.part"
    assert done == [
        "sync data.db", "sync data.db", "sync keys.bak.part", "name keys.bak", part, "sync keys.json.part",
        "name keys.json", part, "sync manifest.json", part, f"name {copy.name}", "sync copies",
    ]  # fmt: skip


def test_a_bundle_is_on_the_stick_and_read_from_there_before_it_has_its_name(tmp_path: Path) -> None:
    sealed = new_line().incompressible(1)
    with durable.told() as done:
        drives.write_bundle(tmp_path, sealed)
    part = f"{sealed.name}.part"
    assert done == [f"sync {part}", f"forget {part}", f"name {sealed.name}", f"sync {tmp_path.name}"]
