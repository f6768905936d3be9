"""The world's errors, as one tree; anything else that is raised is a bug.

UserError
    VaultError
        VaultMissing           no vault in this folder
        VaultExists            a vault is already in this folder
        VaultInUse             another process has it open
        VaultBusy              a long piece of work holds the vault at the moment
        VaultLocked            the vault was closed while something still wanted it
        VaultTooNew            written by a newer WagesDesk
        VaultDamaged           a file of the vault cannot be read
        VaultReadOnly          the folder or the disk refuses writing
        VaultOnNetwork         the folder is on a network or roams
        NotEncrypted           the SQLCipher library is missing or the file is plain
        WrongPassphrase        passphrase or recovery key does not open any slot
        WeakPassphrase         a chosen passphrase is too short
        SlotsTooFew            real people need two ways in; export needs a second person
        LastSlot               the last way in cannot be removed
    DiskFull                   no room left
    ClockDoubtful              the date of the machine cannot be right
    SpellingStopped            the helper that looks at words ended by itself
    RuleError
        FieldInvalid           one field of a form, with a code
        NotFound               the thing is no longer there
        NotEnrolled            a mark outside her days in the cohort
        NotAllowed             the role of this member of staff does not do this
        Erased                 the person was erased; nothing may be written about her
        NothingToUndo          nothing of this spell can be undone
        ChangedSince           somebody changed it after
    CardError
        CardUnreadable         not a card, or mistyped
        CardIsOwn              a card of this very machine
        CardKeyWeak            a public key of low order
        CardNotCompared        the check words were not compared
    ConsentMissing             nobody in the choice has said yes
    CheckerIsPreparer          the second person must be another person
    EscrowMissing              the programme has no escrow key yet
    DriveError
        DriveGone              pulled out, or the folder vanished
        DriveFull              no room on it
        DriveReadOnly          refuses writing
        DriveHasOthers         other files are on it and were not accepted
        DriveMismatch          what was read back is not what was written
    BundleError
        BundleForeign          not a WagesDesk bundle
        BundleTruncated        the copy is incomplete
        BundleAltered          changed on the way
        BundleNotForUs         made for another machine
        BundleTooNew           needs a newer WagesDesk
        BundleSenderUnknown    signed by a machine that is not enrolled
        BundleTooLarge         above the cap
    ListError
        ListGone               the file is not there any more
        ListEmpty              nothing in it, or headings alone
        ListNotASpreadsheet    another kind of file
        ListTooLarge           larger than a list of people can be
        ListUnreadable         a spreadsheet that is damaged or held by another program
"""

from __future__ import annotations

from functools import partial
from typing import Any


class UserError(Exception):
    """Something in the world went wrong. Carries fields, never a sentence; `problems.py` has the words."""

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(type(self).__name__, fields)

    def __reduce__(self) -> tuple[Any, ...]:
        """To leave another process as what it is: by itself an exception is made anew from its unnamed arguments."""
        return partial(type(self), **self.fields), ()


class VaultError(UserError):
    """The vault cannot be opened or used."""


class VaultMissing(VaultError): ...


class VaultExists(VaultError): ...


class VaultInUse(VaultError): ...


class VaultBusy(VaultError): ...


class VaultLocked(VaultError): ...


class VaultTooNew(VaultError): ...


class VaultDamaged(VaultError): ...


class VaultReadOnly(VaultError): ...


class VaultOnNetwork(VaultError): ...


class NotEncrypted(VaultError): ...


class WrongPassphrase(VaultError): ...


class WeakPassphrase(VaultError): ...


class SlotsTooFew(VaultError): ...


class LastSlot(VaultError): ...


class DiskFull(UserError): ...


class ClockDoubtful(UserError): ...


class SpellingStopped(UserError): ...


class RuleError(UserError):
    """A rule of the work was not kept."""


class FieldInvalid(RuleError):
    """`field` names the form field, `code` the reason."""


class NotFound(RuleError): ...


class NotEnrolled(RuleError): ...


class NotAllowed(RuleError): ...


class Erased(RuleError): ...


class NothingToUndo(RuleError): ...


class ChangedSince(RuleError): ...


class CardError(UserError):
    """A card of another machine cannot be used."""


class CardUnreadable(CardError): ...


class CardIsOwn(CardError): ...


class CardKeyWeak(CardError): ...


class CardNotCompared(CardError): ...


class ConsentMissing(UserError): ...


class CheckerIsPreparer(UserError): ...


class EscrowMissing(UserError): ...


class DriveError(UserError):
    """Writing to or reading from a stick failed."""


class DriveGone(DriveError): ...


class DriveFull(DriveError): ...


class DriveReadOnly(DriveError): ...


class DriveHasOthers(DriveError): ...


class DriveMismatch(DriveError): ...


class BundleError(UserError):
    """A bundle was refused; nothing was changed."""


class BundleForeign(BundleError): ...


class BundleTruncated(BundleError): ...


class BundleAltered(BundleError): ...


class BundleNotForUs(BundleError): ...


class BundleTooNew(BundleError): ...


class BundleSenderUnknown(BundleError): ...


class BundleTooLarge(BundleError): ...


class ListError(UserError):
    """A list of people was refused; nothing was changed."""


class ListGone(ListError): ...


class ListEmpty(ListError):
    """`code`: "empty" or "header_only"."""


class ListNotASpreadsheet(ListError):
    """`kind` says what it is: "xls", "xlsb", "ods", "locked", "pdf", "image", "program", "document", "web", "archive"
    or "other".
    """


class ListTooLarge(ListError):
    """`code`: "file", "unpacked" or "rows"; `most` is the cap, in bytes or rows."""


class ListUnreadable(ListError):
    """`code`: "damaged" or "held"."""
