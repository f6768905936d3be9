from __future__ import annotations

import dataclasses
import hashlib
import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyrage
import pytest

from tests.unit.export.bundles import FILES, Line, card_of, changed, new_line
from wagesdesk.errors import (
    BundleAltered,
    BundleError,
    BundleForeign,
    BundleNotForUs,
    BundleSenderUnknown,
    BundleTooLarge,
    BundleTooNew,
    BundleTruncated,
    CheckerIsPreparer,
    DriveGone,
)
from wagesdesk.export import container, minisign, tar
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Opened, Sealed
from wagesdesk.export.manifest import Manifest, Recipient
from wagesdesk.models.keys import MachineKeys, fingerprint, new_machine_keys, new_sign_keys

STEP = 256 << 10
CHUNK = (64 << 10) + 16


@pytest.fixture(scope="module")
def line() -> Line:
    return new_line()


@pytest.fixture(scope="module")
def sealed(line: Line) -> Sealed:
    """Five chunks of age and more, that is two steps of padding."""
    return line.seal({**FILES, "readable/002-page.pdf": random.Random(1).randbytes(300_000)})  # noqa: S311


def opened(line: Line, data: bytes, by: MachineKeys | None = None) -> Opened:
    by = by or line.outside
    return container.open_bundle(data, identity=by.age_secret, known=line.known, own_age_public=by.age_public)


def header_end(data: bytes) -> int:
    return data.index(b"\n", data.index(b"\n--- ") + 1) + 1


def packed(
    line: Line,
    manifest: Manifest,
    files: Mapping[str, bytes],
    *,
    to: tuple[str, ...] = (),
    more: Mapping[str, bytes | None] = MappingProxyType({}),
) -> bytes:
    """A bundle as somebody else's program might make it: signed, but with nothing else looked after."""
    lines = tuple(page.file_line(name, content) for name, content in files.items())
    signed = page.encode(changed(manifest, files=lines))
    members: dict[str, bytes | None] = {
        page.MANIFEST: signed,
        page.MACHINE_SIGNATURE: minisign.sign(line.inside.sign_seed, bytes(8), signed, manifest.bundle_id),
        page.CHECKER_SIGNATURE: minisign.sign(line.checker[0], bytes(8), signed, manifest.bundle_id),
        **files,
        **more,
    }
    return encrypted(line, [(name, content) for name, content in members.items() if content is not None], to)


def encrypted(line: Line, members: list[tuple[str, bytes]], to: tuple[str, ...] = ()) -> bytes:
    plain = b"".join(tar.pieces(members))
    keys = to or (line.outside.age_public, line.escrow.age_public)
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(key) for key in keys]))


def test_what_is_sealed_is_opened_by_each_recipient(line: Line, sealed: Sealed) -> None:
    for by in (line.outside, line.escrow):
        got = opened(line, sealed.content, by)
        assert got.files["journal.jsonl"] == FILES["journal.jsonl"]
        assert list(got.files) == [*FILES, "readable/002-page.pdf"]
        assert got.sender == card_of(line.inside, "HMP Anywhere", "laptop")
        assert got.manifest == sealed.manifest
        assert got.manifest.counts == {"people": 12, "marks": 96}


def test_a_sealed_bundle_tells_the_truth_about_itself(sealed: Sealed) -> None:
    assert sealed.name == f"wd-{sealed.bundle_id}.age"
    assert container.is_bundle_name(sealed.name)
    assert sealed.sha256 == hashlib.sha256(sealed.content).hexdigest()
    assert sealed.size == len(sealed.content)
    assert FILES["journal.jsonl"] not in sealed.content


def test_stock_tools_open_and_check_it(line: Line, sealed: Sealed, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(line.outside.age_secret)
    (tmp_path / sealed.name).write_bytes(sealed.content)
    plain = subprocess.run(["age", "-d", "-i", "key", sealed.name], cwd=tmp_path, capture_output=True, check=True)
    assert len(plain.stdout) == 2 * STEP
    told = subprocess.run(["tar", "-xv"], cwd=tmp_path, input=plain.stdout, capture_output=True, check=True)
    assert told.stderr == b""
    assert (tmp_path / "readable/001-register.csv").read_bytes() == FILES["readable/001-register.csv"]
    for signature, public in (
        (page.MACHINE_SIGNATURE, line.inside.sign_public),
        (page.CHECKER_SIGNATURE, line.checker[1]),
    ):
        (tmp_path / "key.pub").write_text(minisign.public_text(public, minisign.key_id(public)))
        check = ["minisign", "-V", "-p", "key.pub", "-m", page.MANIFEST, "-x", signature]
        shown = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert f"Trusted comment: {sealed.bundle_id}" in shown.stdout


@pytest.mark.parametrize("size", [0, 1, 250_000, STEP - 1, STEP, 3 * STEP])
def test_only_the_number_of_steps_shows_outside(line: Line, size: int) -> None:
    content = line.incompressible(size).content
    assert (len(content) - header_end(content) - 16) % (4 * CHUNK) == 0
    assert container.outline(content).complete


def test_the_outline_needs_no_key(sealed: Sealed) -> None:
    whole = container.outline(sealed.content)
    assert whole == container.Outline(True, 2, sealed.size, sealed.sha256, complete=True)
    assert container.outline(sealed.content[:-1]).complete is False
    assert container.outline(b"hello") == container.Outline(
        False, 0, 5, hashlib.sha256(b"hello").hexdigest(), complete=False
    )


def test_one_recipient_more_is_one_opener_more(line: Line) -> None:
    security = new_machine_keys()
    manifest = line.manifest()
    three = changed(manifest, recipients=(*manifest.recipients, Recipient("Security", security.age_public)))
    sealed = line.seal(manifest=three)
    assert container.outline(sealed.content).openers == 3
    assert opened(line, sealed.content, security).manifest.recipients[2].name == "Security"


def test_a_cut_anywhere_is_told_as_incomplete(line: Line, sealed: Sealed) -> None:
    start = header_end(sealed.content)
    around = [at + off for at in range(0, sealed.size, 64 << 10) for off in (-1, 0, 1)]
    chunks = [start + 16 + CHUNK * number + off for number in range(1, 8) for off in (-1, 0, 1)]
    for at in (*around, *chunks, 5, 22, 100, start - 1, start, start + 1, sealed.size - 1):
        if not 0 <= at < sealed.size or at == start + 16 + 4 * CHUNK:
            continue
        with pytest.raises(BundleTruncated):
            opened(line, sealed.content[:at])


def test_a_cut_after_a_whole_step_is_still_refused(line: Line, sealed: Sealed) -> None:
    """The one length at which a cut cannot be told from a change."""
    with pytest.raises(BundleAltered):
        opened(line, sealed.content[: header_end(sealed.content) + 16 + 4 * CHUNK])


def test_more_at_the_end_is_refused(line: Line, sealed: Sealed) -> None:
    for more in (b"\0", bytes(512), bytes(4 * CHUNK)):
        with pytest.raises((BundleAltered, BundleTruncated)):
            opened(line, sealed.content + more)


def expected_of_a_flip(data: bytes, at: int) -> set[type[BundleError]]:
    """In the first line it becomes another kind of file; in our own stanza nobody can tell that it is for us."""
    if at < len(b"age-encryption.org/v1\n"):
        return {BundleForeign}
    ours = data.index(b"\n-> X25519 ") + 1
    in_ours = ours <= at < data.index(b"\n-> ", ours) + 1
    return {BundleNotForUs, BundleAltered} if in_ours else {BundleAltered}


def test_flipped_bits_are_refused(line: Line, sealed: Sealed, deep: bool) -> None:
    chance = random.Random(20261103)  # noqa: S311
    header = header_end(sealed.content)
    places = [chance.randrange(header + 16) for _ in range(25)]
    places += [chance.randrange(sealed.size) for _ in range(1000 if deep else 50)]
    for at in places:
        data = bytearray(sealed.content)
        data[at] ^= 1 << chance.randrange(8)
        with pytest.raises(BundleError) as refused:
            opened(line, bytes(data))
        assert type(refused.value) in expected_of_a_flip(sealed.content, at), (at, refused.value)


def test_a_bundle_for_others_is_not_for_us(line: Line, sealed: Sealed) -> None:
    with pytest.raises(BundleNotForUs):
        opened(line, sealed.content, line.inside)
    with pytest.raises(BundleNotForUs):
        opened(line, sealed.content[:-9], line.inside)


def test_a_bundle_passed_on_to_us_is_not_for_us(line: Line) -> None:
    """Somebody who may open it encrypts it anew: the signed list of recipients does not name us."""
    stranger = new_machine_keys()
    data = packed(line, line.manifest(), FILES, to=(stranger.age_public, line.escrow.age_public))
    with pytest.raises(BundleNotForUs) as refused:
        opened(line, data, stranger)
    assert refused.value.fields == {"code": "manifest"}


def test_exactly_the_named_recipients_can_open_it(line: Line) -> None:
    stranger = new_machine_keys()
    keys = (line.outside.age_public, line.escrow.age_public, stranger.age_public)
    for to in (keys, keys[:1]):
        with pytest.raises(BundleAltered) as refused:
            opened(line, packed(line, line.manifest(), FILES, to=to))
        assert refused.value.fields == {"code": "recipients"}


def test_an_unknown_sender_is_named_but_not_believed(line: Line, sealed: Sealed) -> None:
    with pytest.raises(BundleSenderUnknown) as refused:
        container.open_bundle(
            sealed.content, identity=line.outside.age_secret, known={}, own_age_public=line.outside.age_public
        )
    assert refused.value.fields == {
        "place": "HMP Anywhere", "kind": "laptop", "fingerprint": fingerprint(line.inside.sign_public),
    }  # fmt: skip


def test_a_later_version_is_told(line: Line) -> None:
    with pytest.raises(BundleTooNew):
        opened(line, line.seal(manifest=changed(line.manifest(), min_reader=page.READER + 1)).content)


def test_another_age_file_is_foreign(line: Line) -> None:
    to = [pyrage.x25519.Recipient.from_str(line.outside.age_public)]
    for plain in (b"", b"hello", bytes(2048), encrypted(line, [])):
        with pytest.raises(BundleForeign):
            opened(line, pyrage.encrypt(plain, to))
    with pytest.raises(BundleForeign):
        opened(line, encrypted(line, [("letter.txt", b"Dear Gwen")], (line.outside.age_public,)))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"hello", b"-----BEGIN AGE ENCRYPTED FILE-----\n", bytes(300_000)])
def test_another_file_is_foreign(line: Line, data: bytes) -> None:
    with pytest.raises(BundleForeign):
        opened(line, data)


def test_an_empty_file_is_an_incomplete_copy(line: Line) -> None:
    with pytest.raises(BundleTruncated):
        opened(line, b"")


def test_a_forged_sender_is_refused(line: Line) -> None:
    manifest, stranger = line.manifest(), new_sign_keys()
    for name in (page.MACHINE_SIGNATURE, page.CHECKER_SIGNATURE):
        signed = page.encode(changed(manifest, files=(page.file_line("heads.json", b"{}"),)))
        forged = minisign.sign(stranger[0], bytes(8), signed, manifest.bundle_id)
        for signature in (forged, None, b""):
            with pytest.raises(BundleAltered) as refused:
                opened(line, packed(line, manifest, {"heads.json": b"{}"}, more={name: signature}))
            assert refused.value.fields["code"] == "signature"


def test_a_signature_of_another_bundle_is_refused(line: Line) -> None:
    manifest = line.manifest()
    signed = page.encode(changed(manifest, files=(page.file_line("heads.json", b"{}"),)))
    other = minisign.sign(line.inside.sign_seed, bytes(8), signed, "another1")
    with pytest.raises(BundleAltered) as refused:
        opened(line, packed(line, manifest, {"heads.json": b"{}"}, more={page.MACHINE_SIGNATURE: other}))
    assert refused.value.fields == {"code": "signature", "name": page.MACHINE_SIGNATURE}


ALTERED: dict[str, tuple[Callable[[Line, Manifest], bytes], str]] = {
    "a file more": (lambda line, it: packed(line, it, {}, more={"heads.json": b"{}"}), "files"),
    "padding that says something": (lambda line, it: packed(line, it, {}, more={"pad": b"hidden"}), "pad"),
    "a strange name": (lambda line, it: packed(line, it, {}, more={"autorun.inf": b""}), "tar_name"),
    "the sender another kind": (
        lambda line, it: packed(line, changed(it, sender=changed_sender(it, kind="outside")), {}),
        "sender",
    ),
    "the sender another lock": (
        lambda line, it: packed(line, changed(it, sender=changed_sender(it, age_public="age1x")), {}),
        "sender",
    ),
    "one person alone": (
        lambda line, it: packed(line, changed(it, preparer=it.checker), {}),
        "checker",
    ),
    "a recipient twice": (
        lambda line, it: packed(line, changed(it, recipients=(it.recipients[0],) * 2), {}),
        "recipients",
    ),
}


def changed_sender(manifest: Manifest, **fields: object) -> object:
    return dataclasses.replace(manifest.sender, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", ALTERED)
def test_what_an_enrolled_machine_may_not_send_either(line: Line, case: str) -> None:
    make, code = ALTERED[case]
    with pytest.raises(BundleAltered) as refused:
        opened(line, make(line, line.manifest()))
    assert refused.value.fields["code"] == code


def test_a_changed_file_is_refused(line: Line) -> None:
    manifest = line.manifest()
    signed = page.encode(changed(manifest, files=(page.file_line("heads.json", b"{}"),)))
    members = [
        (page.MANIFEST, signed),
        (page.MACHINE_SIGNATURE, minisign.sign(line.inside.sign_seed, bytes(8), signed, manifest.bundle_id)),
        (page.CHECKER_SIGNATURE, minisign.sign(line.checker[0], bytes(8), signed, manifest.bundle_id)),
        ("heads.json", b"[]"),
    ]
    with pytest.raises(BundleAltered) as refused:
        opened(line, encrypted(line, members))
    assert refused.value.fields == {"code": "file_hash", "name": "heads.json"}


def test_too_much_is_refused_before_it_is_read(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "wd-aaaaaaaa.age"
    with path.open("wb") as file:
        file.truncate(container.LARGEST + 1)
    with pytest.raises(BundleTooLarge) as refused:
        container.load(path)
    assert refused.value.fields == {"size": container.LARGEST + 1, "limit": container.LARGEST}
    with pytest.raises(BundleTooLarge):
        opened(line, bytes(container.LARGEST + 1))


def test_a_part_has_a_largest_size(line: Line) -> None:
    with pytest.raises(BundleTooLarge):
        line.seal({"journal.jsonl": bytes(container.LARGEST_PART)})


def test_only_plain_files_of_our_name_are_loaded(sealed: Sealed, tmp_path: Path) -> None:
    path = tmp_path / sealed.name
    path.write_bytes(sealed.content)
    assert container.load(path) == sealed.content
    (tmp_path / "wd-bbbbbbbb.age").symlink_to(path)
    (tmp_path / "wd-cccccccc.age").mkdir()
    (tmp_path / "photo.age").write_bytes(b"")
    for name in ("wd-bbbbbbbb.age", "wd-cccccccc.age", "photo.age"):
        with pytest.raises(BundleForeign):
            container.load(tmp_path / name)
    with pytest.raises(DriveGone):
        container.load(tmp_path / "wd-dddddddd.age")


def test_the_second_person_is_another_person(line: Line) -> None:
    manifest = line.manifest()
    same_key = changed(manifest, preparer=changed_signatory(manifest, check_public=line.checker[1]))
    for wrong in (changed(manifest, preparer=manifest.checker), same_key):
        with pytest.raises(CheckerIsPreparer):
            line.seal(manifest=wrong)


def changed_signatory(manifest: Manifest, **fields: object) -> object:
    return dataclasses.replace(manifest.preparer, **fields)  # type: ignore[arg-type]


def test_mistakes_of_the_program_make_no_bundle(line: Line) -> None:
    manifest = line.manifest()
    for wrong in (
        changed(manifest, recipients=()),
        changed(manifest, recipients=(manifest.recipients[0],) * 2),
        changed(manifest, sender=changed_sender(manifest, sign_public=bytes(32))),
    ):
        with pytest.raises(ValueError, match=r"recipients|other keys"):
            line.seal(manifest=wrong)
    unsigned = changed(manifest, checker=dataclasses.replace(manifest.checker, check_public=b""))
    with pytest.raises(ValueError, match="other keys"):
        container.seal_bundle(FILES, unsigned, machine=line.inside, checker_seed=None)
    with pytest.raises(ValueError, match="not a file of a bundle"):
        line.seal({"names.txt": b""})
    with pytest.raises(ValueError, match="other keys"):
        container.seal_bundle(FILES, manifest, machine=line.inside, checker_seed=line.preparer[0])
