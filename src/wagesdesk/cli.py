"""The same verbs without a window: look at a bundle, take one in, check the machine, make a backup."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import wagesdesk
from wagesdesk import paths
from wagesdesk.clock import Clock, SystemClock
from wagesdesk.errors import NotFound, UserError
from wagesdesk.models.machine import harden
from wagesdesk.problems import describe, describe_notice
from wagesdesk.text import N_, _, long_day, ngettext

if TYPE_CHECKING:
    from wagesdesk.export.container import Opened, Outline
    from wagesdesk.models.vault import Vault

_VAULT: Final = click.option(
    "--vault",
    "home",
    type=click.Path(path_type=Path, file_okay=False),
    help=N_("The vault folder, if not the usual one."),
)
_WHO: Final = click.option("--who", default="", help=N_("The name of the member of staff whose passphrase is asked."))
_FILE: Final = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))

SCOPE_WORDS: Final = {
    "identity": N_("surname and numbers"),
    "contact": N_("contact after release"),
    "plan": N_("plan and sums"),
    "actions": N_("actions and release date"),
    "needs": N_("needs"),
    "health": N_("health, drugs and alcohol"),
    "attendance": N_("attendance"),
    "scores": N_("scores and feedback"),
    "story": N_("her story"),
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(wagesdesk.__version__, prog_name="wagesdesk")
def main() -> None:
    """WagesDesk without a window. The desk itself starts with `wagesdesk-desk`."""
    harden()


@contextmanager
def _spoken_errors() -> Iterator[None]:
    """Say what happened, what is safe and what to do now, and end with status 1."""
    try:
        yield
    except UserError as error:
        told = describe(error)
        click.echo(f"{told.what}\n{told.safe}\n{told.now}", err=True)
        sys.exit(1)


def _unlock(home: Path | None, who: str, clock: Clock) -> Vault:
    from wagesdesk.services import vault

    folder = home or paths.vault_folder()
    info = vault.place(folder)
    slots = [one for one in info.slots if one.kind == "passphrase"]
    named = [one for one in slots if one.name.casefold() == who.casefold()] if who else slots[:1]
    if not named:
        raise NotFound(kind="vault" if not slots else "staff")
    secret = click.prompt(_("Passphrase of %(name)s") % {"name": named[0].name}, hide_input=True, err=True)
    opened = vault.unlock(folder, slot_id=named[0].id, secret=secret, clock=clock)
    for notice in opened.notices:
        told = describe_notice(notice)
        click.echo(f"{told.what} {told.now}", err=True)
    return opened


@main.command(help=N_("Say what a bundle is: without a key, with a key file, or with the key of a vault."))
@_FILE
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=N_("A file with an age key."))
@_VAULT
@_WHO
def inspect(file: Path, key: Path | None, home: Path | None, who: str) -> None:
    from wagesdesk.export import container

    with _spoken_errors():
        data = container.load(file) if container.is_bundle_name(file.name) else file.read_bytes()
        outline = container.outline(data)
        _say_outline(file, outline)
        if key is not None:
            _say_opened(container.open_with_key(data, key.read_text("utf-8", "replace")), compared=False)
        elif home is not None or who:
            from wagesdesk.services import card

            opened_vault = _unlock(home, who, SystemClock())
            try:
                opened = container.open_bundle(
                    data,
                    identity=opened_vault.machine.age_secret,
                    known=card.known_cards(opened_vault),
                    own_age_public=opened_vault.machine.age_public,
                )
            finally:
                opened_vault.lock()
            _say_opened(opened, compared=True)
        if not outline.is_age or not outline.complete:
            sys.exit(1)


def _yes(flag: bool) -> str:
    return _("yes") if flag else _("no")


def _say(label: str, value: str) -> None:
    click.echo(f"{label:<34} {value}")


def _say_outline(file: Path, outline: Outline) -> None:
    from wagesdesk.export import container

    _say(_("Named like a WagesDesk bundle"), _yes(container.is_bundle_name(file.name)))
    _say(_("Encrypted with age"), _yes(outline.is_age))
    _say(_("Length is that of a whole bundle"), _yes(outline.complete))
    _say(_("Size"), ngettext("%(n)d byte", "%(n)d bytes", outline.size) % {"n": outline.size})
    _say("SHA-256", outline.sha256)
    keys = ngettext("%(n)d key", "%(n)d keys", outline.openers) % {"n": outline.openers}
    _say(_("Can be opened by"), keys)


def _say_opened(opened: Opened, *, compared: bool) -> None:
    from wagesdesk.export import inbox, newcomers
    from wagesdesk.models.keys import fingerprint

    page = opened.manifest
    entries = inbox.read_entries(opened)
    _say(_("Sent by"), page.sender.place)
    _say(_("Key of the sender"), fingerprint(page.sender.sign_public))
    told = _("whole, from a place whose card was compared") if compared else _("whole; compare the key with the card")
    _say(_("Signatures"), told)
    _say(_("Prepared by"), page.preparer.name)
    _say(_("Checked by"), page.checker.name)
    _say(_("Made"), page.created.strftime("%Y-%m-%d %H:%M UTC"))
    _say(_("Serial number"), str(page.serial))
    _say(_("Can be opened by"), ", ".join(one.name for one in page.recipients))
    for person in newcomers.people_in(entries):
        words = ", ".join(_(SCOPE_WORDS[scope]) for scope in person.scopes)
        until = long_day(person.until, year=True) if person.until else ""
        _say(person.name, _("%(scopes)s; until %(day)s") % {"scopes": words, "day": until})
    for line in page.files:
        _say(f"  {line.name}", ngettext("%(n)d byte", "%(n)d bytes", line.size) % {"n": line.size})


@main.command("import", help=N_("Take a bundle in. Twice changes nothing; a refused one changes nothing."))
@_FILE
@_VAULT
@_WHO
def import_(file: Path, home: Path | None, who: str) -> None:
    from wagesdesk.export import inbox

    with _spoken_errors():
        opened = _unlock(home, who, SystemClock())
        try:
            preview = inbox.check(opened, file)
            done = inbox.accept(opened, opened.staff_id, preview)
        finally:
            opened.lock()
        _say(_("From"), preview.sender.place)
        _say(_("People"), str(len(done.people)))
        _say(_("New entries"), str(done.new_entries))
        if done.held_back:
            _say(_("Held back for a person to look at"), str(done.held_back))
        if done.clashes:
            _say(_("To settle"), str(len(done.clashes)))
        if not done.new_entries:
            click.echo(_("Everything in it was here already. Nothing was changed."))


@main.command(help=N_("Say what this machine may leak: swap, hibernation, an open disk, a wrong clock."))
@_VAULT
def doctor(home: Path | None) -> None:
    from wagesdesk.models.machine import warnings

    folder = home or paths.vault_folder()
    found = warnings(folder, today=SystemClock().today(), built=date.fromisoformat(wagesdesk.BUILT))
    for code in found:
        told = describe_notice(code)
        click.echo(f"{told.what} {told.now}")
    if not found:
        click.echo(_("Nothing found that would let this machine leak."))
    sys.exit(1 if found else 0)


@main.command(help=N_("Copy the vault, encrypted, to a folder on another disk."))
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@_VAULT
@_WHO
def backup(target: Path, home: Path | None, who: str) -> None:
    with _spoken_errors():
        opened = _unlock(home, who, SystemClock())
        try:
            made = opened.backup(target)
        finally:
            opened.lock()
        _say(_("Backup"), made.name)
