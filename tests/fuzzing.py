"""Bytes of strangers, changed at random, given to everything that reads them. Run as a program by the tests.

`python -m tests.fuzzing CASES SEED FOLDER`: each reader gets its part of CASES, made from good files. Whatever escapes
that is no UserError is written to standard error with the bytes that caused it, and the program ends with 1. The
address space is held to what the program itself needs and 512 MiB more, so that a reader that is led to take more
fails too.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyrage

from tests import vaults
from tests.unit.export import bundles
from wagesdesk.errors import UserError
from wagesdesk.export import container, manifest, minisign, tar
from wagesdesk.export.lists import reading
from wagesdesk.models import backup, entry, folder, keys, seal, secrets, slots

MORE = 512 * 1024 * 1024
LISTS = Path(__file__).parent / "data" / "lists"
SEAL_KEY = b"k" * 32
Reader = Callable[[bytes], object]


TRAPS = (b"[" * 5000, b'{"a":' * 3000, b"9" * 400, b"-1e999", b"\\ud800", b"\xef\xbb\xbf")
LIKELY = b"\x00\xff\x7f\x80{}[]\"',:\\-0123456789eE=+@\n\r\t "


def change(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """`data` with one to eight small wrongs: bits, bytes, digits, cuts, repeats, traps, pieces of another good file."""
    made = bytearray(data)
    for _wrong in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(made) + 1)
        other = chance.choice(others)
        start = chance.randrange(len(other) + 1)
        length, new = chance.choice(
            (
                (1, bytes((made[at] ^ 1 << chance.randrange(8),)) if at < len(made) else b""),
                (1, bytes((chance.choice(LIKELY),))),
                (0, chance.randbytes(chance.randrange(1, 9))),
                (chance.choice((1, 2, 8, 512)), b""),
                (len(made), b""),
                (0, bytes(made[at : at + chance.choice((1, 16, 512))]) * chance.choice((1, 2, 40))),
                (0, other[start : start + chance.choice((4, 64, 512))]),
                (0, chance.choice(TRAPS)),
                (1, bytes((chance.choice(b"0123456789"),))),
            )
        )
        made[at : at + length] = new
    return bytes(made)


def summed(data: bytes) -> bytes:
    """A document with the digest that fits: as somebody writes it who means it. What is no document stays."""
    try:
        return folder.pack(json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return data


def readers(work: Path) -> dict[str, tuple[list[bytes], Reader]]:
    """For each reader good bytes, and the function that gets them changed."""
    line = bundles.new_line()
    sealed = line.seal()
    plain = pyrage.decrypt(sealed.content, [pyrage.x25519.Identity.from_str(line.outside.age_secret)])
    members = tar.read(plain, manifest.member_allowed)
    card = keys.card_text(bundles.card_of(line.inside, "HMP Anywhere", "laptop"))
    escrow, _public = keys.new_escrow()
    home = vaults.copy_of("inside", work / "vault")
    opened = vaults.unlock(home, vaults.morning())
    vaults.group(opened)
    journal = vaults.lines(opened)
    saved = opened.backup(work / "backups")
    opened.backup(work / "backups")  # beside it another, which it may not hide
    opened.lock()
    generation, data_key = folder.current(home), vaults.data_key(home)
    ways_in, told = (generation / folder.KEYS).read_bytes(), (saved / backup.MANIFEST).read_bytes()
    seal.write(work, SEAL_KEY, {"w" * 32: (4, "a" * 64)}, 7)

    def of_file(path: Path, act: Callable[[], object]) -> Reader:
        def read(data: bytes) -> object:
            path.write_bytes(data)
            return act()

        return read

    def of_keys(data: bytes) -> object:
        for name in (folder.KEYS, folder.KEYS_TWIN):
            (generation / name).write_bytes(data)
        read, _notices = slots.read_keys(generation)
        slots.check_proof(read, data_key)
        return read

    def of_bundle(data: bytes) -> object:
        again = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(line.outside.age_public)])
        return container.open_bundle(
            again, identity=line.outside.age_secret, known=line.known, own_age_public=line.outside.age_public
        )

    def of_signed(data: bytes) -> object:
        """A machine that is trusted signs it, and so does the second person."""
        seeds = {"manifest.json.minisig": line.inside.sign_seed, "manifest.check.minisig": line.checker[0]}
        signed = {name: minisign.sign(seed, bytes(8), data, sealed.bundle_id) for name, seed in seeds.items()}
        return of_bundle(b"".join(tar.pieces(({**members, "manifest.json": data, **signed}).items())))

    def of_backups(data: bytes) -> object:
        (saved / backup.MANIFEST).write_bytes(data)
        return [told.made_at.astimezone() for told in backup.list_backups(saved.parent)]

    def of_age(data: bytes) -> object:
        container.outline(data)
        return container.open_bundle(
            data, identity=line.outside.age_secret, known=line.known, own_age_public=line.outside.age_public
        )

    def of_list(name: str) -> tuple[list[bytes], Reader]:
        path = work / name
        return [(LISTS / name).read_bytes()], of_file(path, lambda: reading.read(path, date(2026, 11, 3)))

    signature = members["manifest.json.minisig"]
    return {
        "tar": ([plain], lambda data: tar.read(data, manifest.member_allowed)),
        "manifest": ([members["manifest.json"]], lambda data: manifest.decode(data).created.astimezone()),
        "manifest, signed": ([members["manifest.json"]], of_signed),
        "signature": (
            [signature],
            lambda data: minisign.verify(line.inside.sign_public, data, members["manifest.json"]),
        ),
        "journal": (journal, entry.parse_line),
        "json": (journal, entry.strict_json),
        "card": ([card.encode()], lambda data: keys.read_card(data.decode("utf-8", "replace"))),
        "escrow": ([escrow.encode()], lambda data: keys.read_escrow(data.decode("utf-8", "replace"))),
        "recovery": (
            [secrets.new_recovery_key().encode()],
            lambda data: secrets.read_recovery_key(data.decode("utf-8", "replace")),
        ),
        "slots": ([ways_in], of_keys),
        "slots, summed": ([entry.canonical(folder.unpack(ways_in))], lambda data: of_keys(summed(data))),
        "seal": (
            [(work / seal.FILE).read_bytes()],
            of_file(work / seal.FILE, lambda: seal.check(work, SEAL_KEY, {"w" * 32: (4, "a" * 64)}, 7)),
        ),
        "backup": ([told], of_backups),
        "backup, summed": ([entry.canonical(folder.unpack(told))], lambda data: of_backups(summed(data))),
        "bundle": ([plain], of_bundle),
        "age": ([sealed.content], of_age),
        "office.xlsx": of_list("office.xlsx"),
        "WINDOWS.CSV": of_list("WINDOWS.CSV"),
        "cymraeg.tsv": of_list("cymraeg.tsv"),
    }


def main(cases: int, seed: int, work: Path) -> int:
    chance = random.Random(seed)  # noqa: S311
    every = readers(work)
    others = [good for seeds, _read in every.values() for good in seeds]
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MORE, used + MORE))
    wrong = 0
    for name, (seeds, read) in every.items():
        refused = 0
        for _case in range(cases // len(every)):
            good = chance.choice(seeds)
            while (data := change(good, chance, others)) == good:
                pass
            try:
                read(data)
            except UserError:
                refused += 1
            except BaseException:
                wrong += 1
                sys.stderr.write(f"{name}: {data[:4000]!r}\n")
                traceback.print_exc()
                break
        if name in ("age", "bundle") and refused < cases // len(every):
            wrong += 1
            sys.stderr.write(f"{name}: a changed bundle was taken for a good one\n")
        sys.stdout.write(f"{name} {cases // len(every)} {refused}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
