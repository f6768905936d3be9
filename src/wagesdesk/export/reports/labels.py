"""Words for every kind of record and field, and for codes that both prints and pages show: the only place for them.

`tests/unit/export/test_labels.py` says which record type of `models/records.py`, or which of its fields, has none yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from wagesdesk.export.reports.labels_plan import FIELDS as _PLAN_FIELDS
from wagesdesk.text import N_, _

if TYPE_CHECKING:
    from wagesdesk.services.reference import Cause

RECORDS: Final = {
    "asking": N_("Being asked"),
    "business": N_("Business idea"),
    "card": N_("Another machine"),
    "checkout": N_("Words out at a terminal"),
    "clear_copy": N_("Unlocked copy"),
    "cohort": N_("Group"),
    "comfort": N_("How she likes her pages"),
    "consent": N_("What may be shared"),
    "dispatch": N_("Bundle sent"),
    "enrolment": N_("Place in a group"),
    "help_call": N_("Asked for help"),
    "identity": N_("Surname and numbers"),
    "intake": N_("Bundle that came in"),
    "joining": N_("Same person"),
    "local_fact": N_("Fact as this place knows it"),
    "mark": N_("Workshop mark"),
    "medium": N_("Stick taken out"),
    "new_pin": N_("PIN taken away"),
    "own_word": N_("Word of her own"),
    "person": N_("Name and language"),
    "plan": N_("Plan"),
    "plan_answer": N_("Words of a plan"),
    "plan_comment": N_("Comment on a plan"),
    "plan_figure": N_("Figure of a sum"),
    "plan_finding": N_("Something to find out"),
    "plan_owner": N_("Owner of a plan"),
    "plan_tick": N_("Step of the rules list"),
    "plan_translation": N_("Words in another language"),
    "price": N_("Price that was found"),
    "release_date": N_("Release date"),
    "seat": N_("Seat at a terminal"),
    "sent_back": N_("Check not passed"),
    "site": N_("Place"),
    "staff": N_("Member of staff"),
    "unfinished": N_("Typed and not finished"),
    "workshop": N_("Workshop"),
    "workshop_change": N_("Change of a workshop"),
    "writer": N_("Machine unlocked"),
    "erasure": N_("Erased"),
    "redaction": N_("Taken out"),
    "vouching": N_("Taken in from another machine"),
    "disposal": N_("Taken out here"),
    "quarantine_release": N_("Held back, then let in"),
}

REMOVED: Final = N_("Taken away")
"""The one field that every record has beside its id."""

FIELDS: Final = {
    "asking.person_id": N_("Person"),
    "asking.clash_id": N_("What it is about"),
    "asking.asked": N_("Being asked"),
    "asking.asked.heads": N_("What stands beside each other"),
    "asking.asked.on": N_("Since"),
    "business.person_id": N_("Person"),
    "business.idea": N_("Business idea"),
    "business.idea.name": N_("Business"),
    "business.idea.about": N_("What it does"),
    "card.card": N_("Card"),
    "card.card.place": N_("Place"),
    "card.card.kind": N_("Kind of machine"),
    "card.card.role": N_("Role"),
    "card.card.holder": N_("Holder"),
    "card.card.age_public": N_("Key to send to it"),
    "card.card.sign_public": N_("Key that signs"),
    "card.compared": N_("Check words compared on"),
    "card.number": N_("Number of the terminal"),
    "card.ours": N_("A laptop of this place"),
    "checkout.bundle_id": N_("Bundle"),
    "checkout.person_id": N_("Person"),
    "checkout.terminal_id": N_("Terminal"),
    "checkout.out": N_("Out at a terminal"),
    "checkout.out.workshop": N_("Workshop"),
    "checkout.out.serial": N_("Number"),
    "checkout.out.at": N_("Since"),
    "checkout.out.by": N_("By"),
    "checkout.out.laptop": N_("Given by the machine"),
    "checkout.back": N_("Back"),
    "checkout.back.bundle": N_("Bundle"),
    "checkout.back.sha256": N_("Fingerprint (SHA-256)"),
    "checkout.back.at": N_("Since"),
    "checkout.lost": N_("Called lost"),
    "checkout.lost.at": N_("On"),
    "checkout.lost.by": N_("By"),
    "clear_copy.person_id": N_("Person"),
    "clear_copy.saved": N_("Saved unlocked"),
    "clear_copy.saved.what": N_("What"),
    "clear_copy.saved.form": N_("Kind of file"),
    "clear_copy.saved.by": N_("Saved by"),
    "clear_copy.saved.at": N_("Saved on"),
    "cohort.title": N_("Title"),
    "cohort.term": N_("Term"),
    "cohort.programme": N_("Programme"),
    "consent.person_id": N_("Person"),
    "consent.recipient_id": N_("For"),
    "consent.scope": N_("About"),
    "consent.answer": N_("Answer"),
    "consent.answer.yes": N_("Answer"),
    "consent.answer.on": N_("Said on"),
    "consent.answer.until": N_("Until"),
    "consent.answer.how": N_("How it was said"),
    "dispatch.recipient_id": N_("For"),
    "dispatch.sent": N_("Bundle"),
    "dispatch.sent.recipient": N_("For"),
    "dispatch.sent.serial": N_("Number"),
    "dispatch.sent.file": N_("File"),
    "dispatch.sent.sha256": N_("Fingerprint (SHA-256)"),
    "dispatch.sent.bytes": N_("Size in bytes"),
    "dispatch.sent.preparer": N_("Prepared by"),
    "dispatch.sent.checker": N_("Checked by"),
    "dispatch.sent.people": N_("People in it"),
    "dispatch.sent.consents": N_("Answers it rests on"),
    "dispatch.sent.ack_code": N_("Code that says it arrived"),
    "dispatch.sent.created": N_("Made"),
    "dispatch.sent.carried": N_("What it held"),
    "dispatch.sent.sheet": N_("Sheet that was signed"),
    "dispatch.seen": N_("How far it got"),
    "dispatch.arrived": N_("Arrived"),
    "dispatch.arrived.at": N_("Arrived on"),
    "dispatch.arrived.how": N_("How we know"),
    "dispatch.safe": N_("Copy in the safe"),
    "dispatch.safe.at": N_("Copied on"),
    "dispatch.safe.where": N_("Copied to"),
    "enrolment.cohort_id": N_("Group"),
    "enrolment.person_id": N_("Person"),
    "enrolment.joined": N_("Joined"),
    "enrolment.ending": N_("Left the programme"),
    "enrolment.ending.day": N_("First day not there"),
    "enrolment.ending.cause": N_("Why"),
    "identity.person_id": N_("Person"),
    "identity.surname": N_("Surname"),
    "identity.prison_number": N_("Prison number"),
    "intake.taken": N_("Bundle"),
    "intake.taken.sender": N_("Key of the sender"),
    "intake.taken.place": N_("From"),
    "intake.taken.file": N_("File"),
    "intake.taken.sha256": N_("Fingerprint (SHA-256)"),
    "intake.taken.bytes": N_("Size in bytes"),
    "intake.taken.created": N_("Made"),
    "intake.taken.serial": N_("Number"),
    "intake.taken.preparer": N_("Prepared by"),
    "intake.taken.checker": N_("Checked by"),
    "intake.taken.people": N_("People in it"),
    "intake.taken.took_back": N_("People who took back a yes"),
    "intake.taken.new": N_("New entries"),
    "intake.taken.states": N_("What was new for each person"),
    "intake.taken.held_back": N_("Entries held back"),
    "intake.taken.ack_code": N_("Code that says it arrived"),
    "intake.taken.taken_at": N_("Taken in"),
    "joining.one_person_id": N_("Person"),
    "joining.other_person_id": N_("The other"),
    "joining.same": N_("They are the same person"),
    "mark.enrolment_id": N_("Group"),
    "mark.workshop_id": N_("Workshop"),
    "mark.person_id": N_("Person"),
    "mark.says": N_("Mark"),
    "mark.says.letter": N_("Mark"),
    "mark.says.cause": N_("Reason"),
    "mark.says.minutes": N_("Minutes there"),
    "mark.says.note": N_("Note"),
    "mark.says.done_by": N_("Written on paper by"),
    "mark.says.done_on": N_("Written on paper on"),
    "medium.out": N_("Taken out"),
    "medium.out.serial": N_("Stick"),
    "medium.out.holder": N_("Holder"),
    "medium.out.authority": N_("Authority"),
    "medium.out.at": N_("Taken out on"),
    "medium.out.bundle": N_("Bundle on it"),
    "medium.back": N_("Brought back"),
    "medium.back.at": N_("Brought back on"),
    "person.name": N_("First name"),
    "person.language": N_("Language"),
    "release_date.person_id": N_("Person"),
    "release_date.given": N_("Release date"),
    "release_date.given.day": N_("Release date"),
    "release_date.given.source": N_("Who said so"),
    "release_date.given.noted": N_("Noted on"),
    "release_date.given.by": N_("Noted by"),
    "release_date.given.at": N_("Typed"),
    "seat.workshop_id": N_("Workshop"),
    "seat.person_id": N_("Person"),
    "seat.terminal_id": N_("Terminal"),
    "sent_back.recipient_id": N_("For"),
    "sent_back.said": N_("Check not passed"),
    "sent_back.said.recipient": N_("For"),
    "sent_back.said.preparer": N_("Prepared by"),
    "sent_back.said.checker": N_("Checked by"),
    "sent_back.said.reason": N_("Why"),
    "sent_back.said.at": N_("Sent back on"),
    "sent_back.settled": N_("Dealt with"),
    "site.name": N_("Name"),
    "site.code": N_("Id in the register of prisons"),
    "site.core_day": N_("Usual workshop day"),
    "site.group_word": N_("What people are called"),
    "site.quick_code_minutes": N_("Minutes of the quick code"),
    "site.retention_months": N_("Months people are kept after they left"),
    "staff.name": N_("Name"),
    "staff.role": N_("Role"),
    "staff.admin": N_("May change staff and keys"),
    "staff.check_key": N_("Key that signs as second person"),
    "workshop.cohort_id": N_("Group"),
    "workshop.number": N_("Number"),
    "workshop.title": N_("Title"),
    "workshop.aim": N_("Aim"),
    "workshop.when": N_("Day and times"),
    "workshop.when.day": N_("Day"),
    "workshop.when.starts": N_("Starts"),
    "workshop.when.ends": N_("Ends"),
    "workshop.when.offered": N_("Minutes offered"),
    "workshop.topic": N_("Its place in the programme"),
    "workshop.cancelled": N_("Does not take place"),
    "workshop_change.workshop_id": N_("Workshop"),
    "workshop_change.day": N_("Planned for"),
    "workshop_change.said": N_("What became of it"),
    "workshop_change.said.did": N_("What happened"),
    "workshop_change.said.cause": N_("Why"),
    "workshop_change.said.note": N_("Note"),
    "workshop_change.said.minutes": N_("Minutes planned"),
    **_PLAN_FIELDS,
}
"""By `type.field`, and by `type.field.part` for the parts of a value that belongs together."""

SCOPES: Final = {
    "identity": N_("Surname and prison number"),
    "contact": N_("How to reach her after release"),
    "plan": N_("Business plan and sums"),
    "actions": N_("Release date and actions"),
    "needs": N_("What she needs before release"),
    "health": N_("Health, drugs and alcohol"),
    "attendance": N_("Workshops she came to"),
    "scores": N_("Scores and feedback"),
    "story": N_("Her own story"),
}

_RELEASE_SOURCES: Final = {
    "woman": N_("she said so"),
    "wing_staff": N_("wing staff"),
    "offender_management": N_("the OMU"),
    "letter": N_("a letter"),
}

_CHANGES: Final = {
    "moved": N_("Moved"), "shortened": N_("Shortened"), "cancelled": N_("Cancelled"), "added": N_("Added"),
}  # fmt: skip

_LANGUAGES: Final = {
    "en": "English", "cy": "Cymraeg", "pl": "Polski", "ro": "Română", "lt": "Lietuvių", "pt": "Português",
    "es": "Español", "fr": "Français", "sq": "Shqip", "it": "Italiano", "de": "Deutsch", "nl": "Nederlands",
    "hu": "Magyar", "cs": "Čeština", "sk": "Slovenčina", "lv": "Latviešu", "tr": "Türkçe", "so": "Soomaali",
    "ga": "Gaeilge",
}  # fmt: skip
"""Those whose name our letters can write, by that name; pages and prints speak the first two."""
_OTHER_LANGUAGES: Final = {
    "vi": N_("Vietnamese"), "yo": N_("Yoruba"), "ar": N_("Arabic"), "fa": N_("Persian"), "ku": N_("Kurdish"),
    "ur": N_("Urdu"), "pa": N_("Punjabi"), "bn": N_("Bengali"), "ti": N_("Tigrinya"), "bg": N_("Bulgarian"),
    "uk": N_("Ukrainian"), "ru": N_("Russian"), "zh": N_("Chinese"),
}  # fmt: skip

_HOW: Final = {"paper": N_("on paper"), "spoken": N_("she said it")}


def record(record_type: str) -> str:
    """A kind of record in words; an unknown one as it is."""
    return _(RECORDS[record_type]) if record_type in RECORDS else record_type


def field(record_type: str, name: str, part: str = "") -> str:
    """A field in words, or one part of its value; an unknown one as it is."""
    if name == "removed":
        return _(REMOVED)
    key = f"{record_type}.{name}.{part}" if part else f"{record_type}.{name}"
    return _(FIELDS[key]) if key in FIELDS else part or name


def scope(code: str) -> str:
    """What may be shared, in words a woman is asked with; an unknown one as it is."""
    return _(SCOPES[code]) if code in SCOPES else code


def release_source(code: str) -> str:
    """Who gave a release date, to stand after a comma; an unknown one as it is."""
    return _(_RELEASE_SOURCES[code]) if code in _RELEASE_SOURCES else code


def workshop_change(code: str) -> str:
    """What became of a workshop on its day; an unknown one as it is."""
    return _(_CHANGES[code]) if code in _CHANGES else code


def how_answered(code: str) -> str:
    """How she gave an answer, to stand after a comma; an unknown one as it is."""
    return _(_HOW[code]) if code in _HOW else code


def language(code: str) -> str:
    """The name of a language in that language, or in ours where it has other letters; an unknown one as it is."""
    return _(_OTHER_LANGUAGES[code]) if code in _OTHER_LANGUAGES else _LANGUAGES.get(code, code)


def letter(code: str) -> str:
    """What a letter of the register means; one of a later version as it is."""
    from wagesdesk.services import reference

    return next((_(one.label) for one in reference.attendance_codes() if one.letter == code), code)


def mark_cause(code: str) -> str:
    """Why she was late or away; empty for no cause, an unknown one as it is."""
    from wagesdesk.services import reference

    return _cause((cause for one in reference.attendance_codes() for cause in one.causes), code)


def leaving_cause(code: str) -> str:
    """Why she left the programme; empty for no cause, an unknown one as it is."""
    from wagesdesk.services import reference

    return _cause(reference.leaving_causes(), code)


def cancellation_cause(code: str) -> str:
    """Why a workshop did not take place; empty for no cause, an unknown one as it is."""
    from wagesdesk.services import reference

    return _cause(reference.cancellation_causes(), code)


def _cause(known: Iterable[Cause], code: str) -> str:
    return next((_(one.label) for one in known if one.code == code), code)
