"""Every print that exists, as PDF and as its HTML twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from line import CHECKER, Sent

from wagesdesk.export.plan_table import plan_xlsx
from wagesdesk.export.reports import labels
from wagesdesk.export.reports.blocks import Document
from wagesdesk.export.reports.card_sheet import card_sheet
from wagesdesk.export.reports.class_list import class_list
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt
from wagesdesk.export.reports.days_lost import days_lost
from wagesdesk.export.reports.erasure_notice import Notified, erasure_notice
from wagesdesk.export.reports.escrow_sheet import escrow_sheet
from wagesdesk.export.reports.gate_sheet import gate_sheet
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.no_longer_shared import no_longer_shared
from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.plan.document import DEPTHS, plan_document
from wagesdesk.export.reports.plan.money import money_in_words
from wagesdesk.export.reports.plan.pack import read
from wagesdesk.export.reports.plan.pitch import pitch_cards, pitch_pages
from wagesdesk.export.reports.plan.sheets import section_sheets, translation_sheet
from wagesdesk.export.reports.plan.yes_page import TO, yes_page
from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.export.reports.register import register_blank, register_filled
from wagesdesk.export.reports.slip import slip
from wagesdesk.export.reports.subject_access import subject_access
from wagesdesk.export.withdrawal import Withdrawal
from wagesdesk.models import keys
from wagesdesk.models.secrets import new_passphrase, new_recovery_key
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, media, people, pitch, plan, subject, workshop
from wagesdesk.services.class_list import class_rows
from wagesdesk.ui.pages.transfer import gate_words


def print_all(inside: Vault, sent: Sent, folder: Path) -> int:
    """Write all prints into `folder`; how many documents."""
    documents = _documents(inside, sent)
    asha = attendance.register(inside, cohort.cohorts(inside)[0].id, inside.clock.today()).rows[0].person_id
    pack = read(inside, plan.plans(inside, asha)[-1].id)
    if pack.sheets is None:
        raise SystemExit("The demo stopped: there are no sums in the first plan.")
    (folder / "sums.xlsx").write_bytes(plan_xlsx(pack.sheets, title=pack.title, language=pack.language))
    for name, document in documents.items():
        pdf, html = write_pdf(document), write_html(document)
        if not pdf.startswith(b"%PDF-") or (not document.large and pdf != write_pdf(document)):
            raise SystemExit(f"The demo stopped: {name} is no PDF, or another one each time.")
        (folder / f"{name}.pdf").write_bytes(pdf)
        (folder / f"{name}.html").write_bytes(html)
    return len(documents)


def _documents(inside: Vault, sent: Sent) -> dict[str, Document]:
    day, site, codes = inside.clock.today(), inside.place.name, attendance.codes()
    row = cohort.cohorts(inside)[0]
    register = attendance.register(inside, row.id, day)
    listed = class_rows(inside, row.id, day)
    asha, bronwen = (row.person_id for row in register.rows[:2])
    page = people.person(inside, asha, row.id, day)
    secret, public = keys.new_escrow()
    found = {
        "register-blank": register_blank(register, row.title, site, codes=codes, printed=day),
        "register-filled": register_filled(register, row.title, site, codes=codes, printed=day),
        "class-list": class_list(listed, row.title, site, printed=day, with_release=True),
        "class-list-with-numbers": class_list(listed, row.title, site, printed=day, with_identity=True),
        "class-list-large": class_list(listed, row.title, site, printed=day, with_release=True, large=True),
        "days-lost": days_lost(workshop.days_lost(inside, row.id), row.title, site, printed=day),
        "person": person_page(page, row.title, codes=codes, printed=day),
        "everything-held": subject_access(subject.held(inside, asha), printed=day),
        "everything-held-cymraeg": subject_access(subject.held(inside, bronwen), printed=day),
        "passphrase": passphrase_sheet("Rhian", site, new_passphrase().split(), printed=day),
        "recovery-key": recovery_sheet(site, new_recovery_key().split(), printed=day),
        "spare-key": escrow_sheet(site, secret.splitlines(), public, printed=day),
    }
    first = register.rows[0]
    found["erasure-notice"] = erasure_notice(
        sent.prepared.recipient.place, [Notified(first.name, first.person_id, ((1, day),))], place=site, on=day,
        by="Rhian", printed=day,
    )  # fmt: skip
    found["no-longer-shared"] = no_longer_shared(
        (Withdrawal(first.person_id, first.name, (("plan", day),), whole=False),), site, printed=day
    )  # fmt: skip
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
    words = gate_words.sheet_lines(inside, sent.prepared, inside.clock.local)
    found["gate-sheet"] = gate_sheet(
        sent.prepared, place=site, preparer="Rhian", check_words=receipt.check_words, lines=words, kept=(),
        found=gate_words.findings(sent.prepared), printed=day,
    )  # fmt: skip
    media.take_out(
        inside, inside.staff_id, serial="4C53", holder="D. Rees", authority="SO 12/26", bundle_id=sent.bundle_id
    )
    found["authorisation-slip"] = slip(media.media(inside)[0], site, printed=day)
    large = {f"{name}-large": replace(one, large=True) for name, one in found.items() if not one.large}
    hers = _of_her_plan(inside, asha, day) | _of_her_plan(inside, bronwen, day) | _to_take_away(inside, asha, day)
    return large | found | hers


def _of_her_plan(inside: Vault, person_id: str, day: date) -> dict[str, Document]:
    """Her plan in her language at its three depths, each laid out in usual and in large print."""
    pack = read(inside, plan.plans(inside, person_id)[-1].id)
    spoken = "-cymraeg" if pack.language == "cy" else ""
    return {
        f"plan-{depth}{spoken}{'-large' if large else ''}": plan_document(pack, depth, printed=day, large=large)
        for depth in DEPTHS
        for large in (False, True)
    }


def _to_take_away(inside: Vault, person_id: str, day: date) -> dict[str, Document]:
    """What is made of the same answers, in one size: for who must say yes, to pitch, to write on, to translate."""
    pack = read(inside, plan.plans(inside, person_id)[-1].id)
    told = money_in_words(pack.sheets) if pack.sheets is not None else ()
    cards = pitch.cards(pack.view, pitch.own(inside, pack.view.row.id), told)
    row = pack.view.row
    return {
        **{f"yes-{to}": yes_page(pack, to, printed=day) for to in TO},
        "pitch-pages": pitch_pages(pack.title, pack.owners, cards, printed=day),
        "pitch-cards": pitch_cards(pack.title, pack.owners, cards, printed=day),
        "sheets-to-write-on": section_sheets("Asha", plan.codes(row.form), trade=row.trade, printed=day),
        "for-a-translator": translation_sheet(pack.view, person_id, labels.language("pl"), printed=day),
    }
