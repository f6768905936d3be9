from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.unit.models.at_rest import ROOT
from wagesdesk.models import machine

BUILT, TODAY = date(2026, 11, 1), date(2026, 11, 3)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine without swap whose disk 8:1 holds everything in clear."""
    root = tmp_path / "root"
    write(root / "proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n")
    write(root / "proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n")
    write(root / "sys/power/state", "freeze mem disk\n")
    write(root / "sys/power/disk", "[platform] shutdown\n")
    (root / "sys/dev/block/8:1").mkdir(parents=True)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def told(root: Path, today: date = TODAY) -> set[str]:
    return set(machine.warnings(root.parent / "vault", today=today, built=BUILT, root=root))


def crypt(block: Path) -> None:
    write(block / "dm/uuid", "CRYPT-LUKS2-0123-luks\n")


def test_a_disk_in_clear_is_told(root: Path) -> None:
    assert told(root) == {"disk_plain"}


def test_an_encrypted_disk_is_quiet_also_under_volumes(root: Path) -> None:
    block = root / "sys/dev/block/8:1"
    write(block / "dm/uuid", "LVM-xyz\n")
    crypt(block / "slaves/dm-0")
    assert told(root) == set()
    (block / "slaves/sdb").mkdir()
    assert told(root) == {"disk_plain"}


def test_a_file_system_with_its_own_number_is_found_by_its_source(root: Path) -> None:
    write(root / "proc/self/mountinfo", "22 1 0:31 /@ / rw - btrfs /dev/dm-7 rw\n")
    assert told(root) == {"disk_unknown"}
    crypt(root / "sys/class/block/dm-7")
    assert told(root) == set()


def test_a_system_that_does_not_tell_is_not_called_safe(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    assert told(tmp_path / "root") == {"disk_unknown"}


def test_swap_is_told_unless_it_is_encrypted_or_in_memory(root: Path) -> None:
    write(root / "sys/power/disk", "[disabled]\n")
    head = "Filename\tType\tSize\tUsed\tPriority\n"
    write(root / "proc/swaps", head + "/dev/zram0 partition 4 0 100\n")
    assert "swap" not in told(root)
    write(root / "proc/swaps", head + "/dev/dm-1 partition 4 0 -2\n")
    assert "swap" in told(root)
    crypt(root / "sys/class/block/dm-1")
    assert "swap" not in told(root)
    write(root / "proc/swaps", head + "/dev/dm-1 partition 4 0 -2\n/swapfile file 4 0 -3\n")
    assert told(root) == {"swap", "disk_plain"}


def test_hibernation_is_told_where_there_is_swap_to_hold_it(root: Path) -> None:
    assert "hibernation" not in told(root)
    write(root / "proc/swaps", "Filename\n/swapfile file 4 0 -3\n")
    assert "hibernation" in told(root)
    write(root / "sys/power/disk", "[disabled]\n")
    assert "hibernation" not in told(root)
    write(root / "sys/power/disk", "[platform]\n")
    write(root / "sys/power/state", "freeze mem\n")
    assert "hibernation" not in told(root)


def test_the_files_of_windows_are_told(tmp_path: Path) -> None:
    write(tmp_path / "root/pagefile.sys", "")
    write(tmp_path / "root/hiberfil.sys", "")
    assert told(tmp_path / "root") == {"swap", "hibernation", "disk_unknown"}


def test_a_clock_before_the_program_was_built_is_told(root: Path) -> None:
    assert "clock" in told(root, date(2026, 10, 31))
    assert "clock" not in told(root, BUILT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize(
    "start",
    [
        "from wagesdesk.models import machine\nmachine.harden()",
        "from click.testing import CliRunner\nfrom wagesdesk import cli\nCliRunner().invoke(cli.main, ['doctor'])",
    ],
)
def test_no_core_dumps_in_this_process_or_its_children(start: str) -> None:
    script = (
        f"import subprocess\n{start}\n"
        "print(subprocess.run('ulimit -Hc', shell=True, capture_output=True, text=True).stdout)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.split() == ["0"]


def test_this_machine_tells_its_memory() -> None:
    memory = machine.memory_bytes()
    assert memory is None or memory > 2**28
