"""Every print that exists, as PDF and as its HTML twin."""

from __future__ import annotations

from pathlib import Path

from line import CHECKER, Sent

from wagesdesk.export.reports.blocks import Document
from wagesdesk.export.reports.card_sheet import card_sheet
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.export.reports.register import register_blank, register_filled
from wagesdesk.models import keys
from wagesdesk.models.secrets import new_passphrase, new_recovery_key
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, people


def print_all(inside: Vault, sent: Sent, folder: Path) -> int:
    """Write all prints into `folder`; how many documents."""
    documents = _documents(inside, sent)
    for name, document in documents.items():
        pdf, html = write_pdf(document), write_html(document)
        if not pdf.startswith(b"%PDF-") or pdf != write_pdf(document):
            raise SystemExit(f"The demo stopped: {name} is no PDF, or another one each time.")
        (folder / f"{name}.pdf").write_bytes(pdf)
        (folder / f"{name}.html").write_bytes(html)
    return len(documents)


def _documents(inside: Vault, sent: Sent) -> dict[str, Document]:
    day, site, codes = inside.clock.today(), inside.place.name, attendance.codes()
    row = cohort.cohorts(inside)[0]
    register = attendance.register(inside, row.id, day)
    found = {
        "register-blank": register_blank(register, row.title, site, codes=codes, printed=day),
        "register-filled": register_filled(register, row.title, site, codes=codes, printed=day),
        "register-filled-large": register_filled(register, row.title, site, codes=codes, printed=day, large=True),
        "passphrase": passphrase_sheet("Rhian", site, new_passphrase().split(), printed=day),
        "recovery-key": recovery_sheet(site, new_recovery_key().split(), printed=day),
    }
    for one in register.rows:
        page = people.person(inside, one.person_id, row.id, day)
        found[f"person-{one.name.casefold()}"] = person_page(page, row.title, codes=codes, printed=day)
    own = card.own_card(inside, inside.staff_id)
    lines = [line.split(": ", 1) for line in keys.card_text(own).splitlines() if ": " in line]
    grouped = [
        (label, [value for name, value in lines if name.startswith(label)]) for label in ("lock", "sign", "check")
    ]
    found["card"] = card_sheet(own.place, own.kind, grouped, card.check_words(own), printed=day)
    receipt = Receipt(
        bundle_id=sent.bundle_id, file=sent.path.name, size=sent.bytes, sha256=sent.sha256,
        recipient=sent.prepared.recipient.place, people=sent.people, files=len(sent.prepared.files), place=site,
        preparer="Rhian", checker=CHECKER,
        check_words=card.check_words(card.known_cards(inside)[bytes.fromhex(sent.prepared.recipient.id)]),
    )  # fmt: skip
    found["custody-receipt"] = custody_receipt(receipt, printed=day)
    return found
