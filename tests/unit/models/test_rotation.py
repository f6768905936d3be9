from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.models.at_rest import DEE, GWEN, QUICK, RECOVERY, Made, make_vault, rows_of
from wagesdesk.errors import LastSlot, NotFound, VaultBusy, VaultDamaged, WrongPassphrase
from wagesdesk.models import cipher, folder, rotation, seal, slots


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault")


def rotate(made: Made, *keep: tuple[str, str]) -> bytes:
    return rotation.rotate(made.folder, data_key=made.data_key, keep=keep, params=QUICK, floor=QUICK).data_key


def test_every_row_is_there_under_a_new_key_and_only_there(made: Made) -> None:
    old, before = made.generation, rows_of(made.generation, made.data_key)
    new_key = rotate(made, (made.gwen, GWEN), (made.dee, DEE))
    assert new_key != made.data_key
    assert made.generation != old
    assert rows_of(made.generation, new_key) == before
    with pytest.raises(VaultDamaged):
        cipher.connect(made.generation / folder.DATA, made.data_key)
    folder.prune(made.folder)
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", made.generation.name}


def test_who_remains_opens_it_with_the_same_words_and_who_left_does_not(made: Made) -> None:
    old = made.keys
    new_key = rotate(made, (made.gwen, GWEN))
    keys = made.keys
    assert [slot.id for slot in keys.slots] == [made.gwen]
    assert (keys.vault_id, keys.place, keys.generation) == (old.vault_id, old.place, made.generation.name)
    assert [(s.staff_id, s.name, s.role) for s in keys.slots] == [("gwen", "Gwen", "facilitator")]
    assert slots.open_slot(keys, made.gwen, GWEN) == new_key
    slots.check_proof(keys, new_key)
    with pytest.raises(NotFound):
        slots.open_slot(keys, made.dee, DEE)


def test_old_slots_and_an_old_passphrase_do_not_open_the_new_generation(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.generation, tmp_path / "kept by dee")
    new_key = rotate(made, (made.gwen, GWEN))
    for name in (folder.KEYS, folder.KEYS_TWIN):
        shutil.copy(tmp_path / "kept by dee" / name, made.generation / name)
    old_key = slots.open_slot(slots.read_keys(made.generation)[0], made.dee, DEE)
    assert old_key == made.data_key != new_key
    with pytest.raises(VaultDamaged):
        cipher.connect(made.generation / folder.DATA, old_key)


def test_the_recovery_key_on_paper_goes_on_working_when_it_is_typed(made: Made) -> None:
    slot = slots.make_slot(
        made.keys, data_key=made.data_key, secret=RECOVERY, kind="recovery", staff_id="", name="", role=""
    )
    slots.write_keys(made.generation, slots.with_slot(made.keys, slot), made.data_key)
    new_key = rotate(made, (slot.id, RECOVERY), (made.gwen, GWEN))
    assert slots.open_slot(made.keys, slot.id, RECOVERY) == new_key
    assert [one.kind for one in made.keys.slots] == ["passphrase", "recovery"]


@pytest.mark.parametrize(
    ("keep", "kind"),
    [((), LastSlot), ((("gwen", "wrong words"),), WrongPassphrase), ((("gwen", GWEN), ("dee", GWEN)), WrongPassphrase),
     ((("nobody", GWEN),), NotFound)],
)  # fmt: skip
def test_a_secret_that_does_not_open_stops_it_before_anything(
    made: Made, keep: tuple[tuple[str, str], ...], kind: type[Exception]
) -> None:
    ids = {"gwen": made.gwen, "dee": made.dee}
    old, keys = made.generation, made.keys
    with pytest.raises(kind):
        rotate(made, *((ids.get(name, name), secret) for name, secret in keep))
    assert (made.generation, made.keys) == (old, keys)
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", old.name}


def test_a_wrong_data_key_stops_it(made: Made) -> None:
    with pytest.raises(VaultDamaged):
        rotation.rotate(made.folder, data_key=bytes(32), keep=[(made.gwen, GWEN)], params=QUICK, floor=QUICK)


def test_a_writer_in_the_middle_of_a_write_is_waited_for_and_told(made: Made) -> None:
    old = made.generation
    writer = cipher.connect(old / folder.DATA, made.data_key)
    try:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusy):
            rotate(made, (made.gwen, GWEN))
    finally:
        writer.close()
    assert made.generation == old
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", old.name}


def test_what_is_still_in_the_write_ahead_file_comes_along(made: Made) -> None:
    writer = cipher.connect(made.generation / folder.DATA, made.data_key)
    try:
        writer.execute("INSERT INTO loose VALUES ('a moment ago')")
        assert (made.generation / "data.db-wal").stat().st_size > 0
        new_key = rotate(made, (made.gwen, GWEN))
    finally:
        writer.close()
    assert rows_of(made.generation, new_key)[1][-1] == ("a moment ago",)


def test_the_whole_schema_comes_along(made: Made) -> None:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    for statement in (
        "PRAGMA application_id = 77",
        "CREATE TABLE keyed (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
        "INSERT INTO keyed VALUES ('z', '1'), ('a', '2')",
        "CREATE TABLE counted (n INTEGER PRIMARY KEY AUTOINCREMENT, v)",
        "INSERT INTO counted (v) VALUES (1.5), (NULL), (x'00ff'), ('wêl')",
        "DELETE FROM counted WHERE n = 4",
        'CREATE TABLE "odd ""name" ("a b" TEXT)',
        'INSERT INTO "odd ""name" VALUES (\'x\')',
        "CREATE VIEW seen AS SELECT * FROM keyed",
        "CREATE TRIGGER t AFTER INSERT ON keyed BEGIN DELETE FROM counted; END",
        "CREATE VIRTUAL TABLE words USING fts5 (body)",
        "INSERT INTO words VALUES ('cards and markets')",
        "ANALYZE",
    ):
        connection.execute(statement)
    connection.close()
    new_key = rotate(made, (made.gwen, GWEN))
    copy = cipher.connect(made.generation / folder.DATA, new_key)
    try:
        one = copy.execute
        assert one("PRAGMA user_version").fetchone() == (7,)
        assert one("PRAGMA application_id").fetchone() == (77,)
        assert one("SELECT * FROM seen").fetchall() == [("a", "2"), ("z", "1")]
        assert one("SELECT * FROM counted").fetchall() == [(1, 1.5), (2, None), (3, b"\x00\xff")]
        assert one("SELECT rowid FROM words WHERE words MATCH 'markets'").fetchall() == [(1,)]
        assert one('SELECT "a b" FROM "odd ""name"').fetchall() == [("x",)]
        one("INSERT INTO counted (v) VALUES (9)")
        assert one("SELECT max(n) FROM counted").fetchone() == (5,)
    finally:
        copy.close()


def test_a_copy_that_lacks_a_row_is_never_committed(made: Made, tmp_path: Path) -> None:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    try:
        connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(tmp_path / "x.db"), f"x'{bytes(32).hex()}'"))
        connection.execute("SELECT sqlcipher_export('fresh')")
        rotation._compare(connection)  # noqa: SLF001
        for harm in (
            "DELETE FROM fresh.loose WHERE text = 'loose 7'",
            "UPDATE fresh.note SET raw = x'00' WHERE n = 100",
            "DROP INDEX fresh.note_text",
        ):
            connection.execute("BEGIN")
            connection.execute(harm)
            with pytest.raises(VaultDamaged) as caught:
                rotation._compare(connection)  # noqa: SLF001
            assert caught.value.fields["code"] == "copy_differs"
            connection.execute("ROLLBACK")
    finally:
        connection.close()


@pytest.mark.parametrize("seen", [(rotation, "_same_rows", False), (cipher, "verify", VaultDamaged(code="corrupt"))])
def test_a_copy_that_is_not_as_it_was_is_never_taken(
    made: Made, monkeypatch: pytest.MonkeyPatch, seen: tuple[ModuleType, str, object]
) -> None:
    module, name, found = seen
    old = made.generation

    def look(*_arguments: object) -> object:
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(module, name, look)
    with pytest.raises(VaultDamaged):
        rotate(made, (made.gwen, GWEN))
    assert made.generation == old
    assert len(list(made.folder.glob("gen-*"))) == 1


def test_new_words_for_others_are_no_way_in_of_ones_own(made: Made) -> None:
    with pytest.raises(LastSlot):
        rotation.rotate(
            made.folder, data_key=made.data_key, keep=[], renew=[(made.dee, GWEN)], params=QUICK, floor=QUICK
        )


def test_the_seal_goes_on_holding(made: Made) -> None:
    heads = {"w": (4, "aa")}
    seal.write(made.folder, seal.key_from(made.data_key), heads, 2)
    new_key = rotate(made, (made.gwen, GWEN))
    assert seal.check(made.folder, seal.key_from(new_key), heads, 2).state is seal.SealState.SAME
    assert seal.check(made.folder, seal.key_from(new_key), {}, 2).state is seal.SealState.BEHIND


def test_the_program_rotates_to_no_slot_under_the_floor(made: Made) -> None:
    old = made.generation
    with pytest.raises(ValueError, match="floor"):
        rotation.rotate(made.folder, data_key=made.data_key, keep=[(made.gwen, GWEN)], params=QUICK)
    assert made.generation == old
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", old.name}
