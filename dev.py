"""Everything a person types to work on WagesDesk. Standard library only; the same on Windows, Linux and macOS.

Makes its own virtual environment in `.venv`, installs the locked packages into it and runs each command there.
"""

import os
import sys

FLOOR = (3, 11)
if sys.version_info < FLOOR:
    sys.exit(
        "WagesDesk needs Python 3.11 or newer; this is Python %d.%d.\n"
        "Install a newer Python and start with it, for example: python3.12 dev.py test" % sys.version_info[:2]
    )

from pathlib import Path

from devkit import environment, system

ROOT = Path(__file__).resolve().parent
HELP = """\
usage: python3 dev.py COMMAND [ARGUMENTS]

  demo [--out DIR]     do the whole job once, without a screen; leaves pictures, prints and a bundle in demo-out/
  run                  start the desk from this folder
  test [ARGUMENTS]     run the tests; arguments go to pytest, --deep adds the long ones
  check                ruff, mypy --strict, import rules, word catalogue
  fix                  let ruff repair and format what it can
  strings              collect the words of the program into resources/locale/
                       --review writes the Welsh for participants that nobody has read yet as a sheet and a form into
                       review-out/ (--review --staff: the words of the desk), and
                       --reviewed FORM takes the filled form back
  lock [--upgrade]     renew requirements.lock and installer/wheels.json; --upgrade takes the newest versions
  bench [--large]      measure start-up, unlock, marking, lists, import, export; writes benchmarks/results.json;
                       --large with journals ten times as long (half an hour)

examples
  python3 dev.py demo
  python3 dev.py test tests/unit/services -k attendance
  python3 dev.py test --deep

The first command on a new machine fetches the packages (about a minute and 1 GB of disk); later ones start at once.
"""


def offscreen() -> None:
    """Draw windows in memory; a screen is neither needed nor disturbed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def demo(rest: list[str]) -> int:
    offscreen()
    system.need_libraries()
    return environment.run(["demo/run.py", *rest])


def run(rest: list[str]) -> int:
    if not system.has_screen():
        sys.exit("There is no screen here for a window. To see WagesDesk at work without one: python3 dev.py demo")
    system.need_libraries(screen=True)
    return environment.run(["-m", "wagesdesk", *rest])


def test(rest: list[str]) -> int:
    offscreen()
    system.need_libraries()
    system.want_tools()
    # On two cores the tests run side by side; `python3 dev.py test -n 0` runs them one after another.
    return environment.run(["-m", "pytest", "-n", "auto", "--dist", "worksteal", *rest])


def check(rest: list[str]) -> int:
    """Every check, even when an early one fails, and one line for each at the end."""
    expect_none(rest)
    checks = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import rules": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        "word catalogue": ["-m", "devkit.strings", "check"],
        "plain words": ["-m", "devkit.reading"],
    }
    failed = {name: environment.run(arguments) != 0 for name, arguments in checks.items()}
    for name, bad in failed.items():
        print(f"{name:<16}{'FAILED' if bad else 'ok'}")
    return int(any(failed.values()))


def fix(rest: list[str]) -> int:
    expect_none(rest)
    linted = environment.run(["-m", "ruff", "check", "--fix", "."])
    return environment.run(["-m", "ruff", "format", "."]) or linted


def strings(rest: list[str]) -> int:
    if rest in (["--review"], ["--review", "--staff"]):
        return environment.run(["-m", "devkit.review", "print", *rest[1:], "review-out"])
    if rest[:1] == ["--reviewed"] and len(rest) == 2:
        return environment.run(["-m", "devkit.review", "take", rest[1]])
    if rest:
        sys.exit("strings takes nothing, or --review [--staff], or --reviewed FORM")
    return environment.run(["-m", "devkit.strings", "extract"])


def lock(rest: list[str]) -> int:
    """Resolve anew, install what came of it, then describe the wheels from what is installed."""
    if rest not in ([], ["--upgrade"]):
        sys.exit("lock takes only --upgrade")
    status = environment.run(["-m", "devkit.lock", "resolve", *rest])
    return status or environment.run(["-m", "devkit.lock", "wheels"])


def bench(rest: list[str]) -> int:
    offscreen()
    system.need_libraries()
    return environment.run(["benchmarks/bench.py", *rest])


def expect_none(rest: list[str]) -> None:
    if rest:
        sys.exit(f"This command takes no arguments: {' '.join(rest)}")


COMMANDS = {command.__name__: command for command in (demo, run, test, check, fix, strings, lock, bench)}


def main(arguments: list[str]) -> int:
    """Run one command; its exit status is ours."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        sys.exit(f"There is no command {name}. There are: {', '.join(COMMANDS)}. More: python3 dev.py --help")
    os.chdir(ROOT)
    try:
        return COMMANDS[name](rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
