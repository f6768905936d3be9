"""Sealing 100 MB in two parts, against `tar | age` on the same bytes. Started with folders it is what seals."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS, IN_PART = 2, 50_000_000
PAGES = 50
ROUNDS = 5


def rows() -> Iterator[object]:
    """The ratio of medians, and the most memory that the process which seals ever has, without a window."""
    from bench import BUSY, HOW, Row

    if not (shutil.which("age") and shutil.which("tar")):
        return
    with tempfile.TemporaryDirectory() as temporary:
        parts = _parts(Path(temporary))
        ours, theirs, memory = [], [], []
        for _round in range(ROUNDS):
            theirs.append(_stock(parts, BUSY))
            sealed = json.loads(_run([sys.executable, str(Path(__file__)), *map(str, parts)]))
            ours.append(sealed["cpu" if BUSY else "wall"])
            memory.append(sealed["kib"])
    bare = statistics.median(theirs)
    yield Row(
        "sealing 100 MB in two parts", statistics.median(ours) / bare, "times", f"tar | age, {bare:.2f} s{HOW}", 2
    )
    yield Row("memory for it", statistics.median(memory) * 1024 / 1e6, "MB", "a process without a window", 200)


def _parts(folder: Path) -> list[Path]:
    """A folder for each part: a journal and pages. They do not compress; neither tar nor age would try."""
    parts = [folder / str(number) for number in range(PARTS)]
    for part in parts:
        (part / "readable").mkdir(parents=True)
        (part / "journal.jsonl").write_bytes(os.urandom(IN_PART // 2))
        for number in range(PAGES):
            (part / f"readable/{number:03}-page.pdf").write_bytes(os.urandom(IN_PART // 2 // PAGES))
    return parts


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, env=_with_src()).stdout


def _with_src() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parent / "src")}


def _stock(parts: list[Path], cpu: bool) -> float:
    keys = [line.split()[-1] for line in (_run(["age-keygen"]).decode().splitlines()[1] for _key in range(2))]
    began, before = time.perf_counter(), os.times()
    for part in parts:
        out = part.with_suffix(".age")
        with subprocess.Popen(["tar", "-cf", "-", "-C", str(part), "."], stdout=subprocess.PIPE) as packing:
            to = [word for key in keys for word in ("-r", key)]
            subprocess.run(["age", *to, "-o", str(out)], check=True, stdin=packing.stdout)
    after = os.times()
    if not cpu:
        return time.perf_counter() - began
    return after.children_user + after.children_system - before.children_user - before.children_system


def _seal(folders: list[str]) -> None:
    """Read each part, seal it, write it, forget it. Prints seconds from the files in memory to the file written."""
    from wagesdesk.export import manifest as page
    from wagesdesk.export.container import seal_bundle
    from wagesdesk.models.keys import new_machine_keys, new_sign_keys

    machine, outside, spare = new_machine_keys(), new_machine_keys(), new_machine_keys()
    (seed, checks), (_seed, prepares) = new_sign_keys(), new_sign_keys()
    unsigned = page.Manifest(
        bundle_id=page.new_bundle_id(), purpose="hub", created=datetime(2026, 11, 3, 9, 27, tzinfo=UTC),
        sender=page.Sender("HMP Ashmere", "laptop", machine.age_public, machine.sign_public),
        recipients=(page.Recipient("Cwlwm", outside.age_public), page.Recipient(page.ESCROW, spare.age_public)),
        preparer=page.Signatory("a1", "Rhian", "facilitator", prepares),
        checker=page.Signatory("b2", "Carys", "checker", checks),
        consents=(), serial=1, previous="", ack_secret=page.new_ack_secret(), erased="0" * 64,
    )  # fmt: skip
    seal_bundle({"heads.json": b"{}"}, unsigned, machine=machine, checker_seed=seed)  # what is loaded once is loaded
    wall = cpu = 0.0
    for folder in map(Path, folders):
        names = (path for path in sorted(folder.rglob("*")) if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}
        began = time.perf_counter(), time.process_time()
        sealed = seal_bundle(files, unsigned, machine=machine, checker_seed=seed)
        (folder / sealed.name).write_bytes(sealed.content)
        wall, cpu = wall + time.perf_counter() - began[0], cpu + time.process_time() - began[1]
        (folder / sealed.name).unlink()
        del files, sealed
    # Not `ru_maxrss`: a child keeps there the most that its parent had before it became a program of its own.
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(json.dumps({"wall": wall, "cpu": cpu, "kib": kib}))


if __name__ == "__main__":
    _seal(sys.argv[1:])
