"""Every way in which an export or an import can end."""

from __future__ import annotations

import enum

from wagesdesk import errors


class Outcome(enum.Enum):
    """One for each end; the words for it are made where it is shown."""

    UNDER_WAY = "under-way"  # it was being written when the program stopped: it may lie on a stick
    WRITTEN = "written"  # compared, not yet taken out and put back
    VERIFIED = "verified"  # read again after it was taken out and put back
    NOT_TAKEN_OUT = "not-taken-out"  # it was in all the time, so that only memory may have been read
    NOT_PUT_BACK = "not-put-back"  # taken out, and not read again
    ON_PAPER = "on-paper"  # the readable pages alone, printed and sealed in an envelope
    CANCELLED = "cancelled"
    SLOTS_TOO_FEW = "slots-too-few"
    CHECKER_IS_PREPARER = "checker-is-preparer"
    CONSENT_MISSING = "consent-missing"
    ESCROW_MISSING = "escrow-missing"
    CARD_NOT_COMPARED = "card-not-compared"
    DRIVE_GONE = "drive-gone"
    DRIVE_FULL = "drive-full"
    DRIVE_READ_ONLY = "drive-read-only"
    DRIVE_HAS_OTHERS = "drive-has-others"
    DRIVE_MISMATCH = "drive-mismatch"
    NOT_EJECTED = "not-ejected"  # the very stick came back without the bundle: it was pulled before it had kept it
    WRONG_DRIVE = "wrong-drive"  # another stick was put back
    NOT_ON_IT = "not-on-it"  # the stick that was put back does not hold it, and nothing tells whether it is the same
    IMPORTED = "imported"
    IMPORTED_PARTLY = "imported-partly"  # some entries wait in quarantine
    IMPORTED_WITH_GAP = "imported-with-gap"  # it rests on a bundle that is not here
    NOTHING_NEW = "nothing-new"
    FOREIGN = "foreign"
    TRUNCATED = "truncated"
    ALTERED = "altered"
    NOT_FOR_US = "not-for-us"
    TOO_NEW = "too-new"
    SENDER_UNKNOWN = "sender-unknown"
    TOO_LARGE = "too-large"
    DISK_FULL = "disk-full"

    @property
    def good(self) -> bool:
        """Whether what was wanted has happened."""
        return self in _GOOD


_GOOD = frozenset({
    Outcome.WRITTEN, Outcome.VERIFIED, Outcome.ON_PAPER, Outcome.IMPORTED, Outcome.IMPORTED_PARTLY, Outcome.NOTHING_NEW
})  # fmt: skip

_OF_ERROR: dict[type[errors.UserError], Outcome] = {
    errors.SlotsTooFew: Outcome.SLOTS_TOO_FEW,
    errors.CheckerIsPreparer: Outcome.CHECKER_IS_PREPARER,
    errors.ConsentMissing: Outcome.CONSENT_MISSING,
    errors.EscrowMissing: Outcome.ESCROW_MISSING,
    errors.CardNotCompared: Outcome.CARD_NOT_COMPARED,
    errors.DriveGone: Outcome.DRIVE_GONE,
    errors.DriveFull: Outcome.DRIVE_FULL,
    errors.DriveReadOnly: Outcome.DRIVE_READ_ONLY,
    errors.DriveHasOthers: Outcome.DRIVE_HAS_OTHERS,
    errors.DriveMismatch: Outcome.DRIVE_MISMATCH,
    errors.BundleForeign: Outcome.FOREIGN,
    errors.BundleTruncated: Outcome.TRUNCATED,
    errors.BundleAltered: Outcome.ALTERED,
    errors.BundleNotForUs: Outcome.NOT_FOR_US,
    errors.BundleTooNew: Outcome.TOO_NEW,
    errors.BundleSenderUnknown: Outcome.SENDER_UNKNOWN,
    errors.BundleTooLarge: Outcome.TOO_LARGE,
    errors.DiskFull: Outcome.DISK_FULL,
}


def outcome_of(error: errors.UserError) -> Outcome | None:
    """The outcome that `error` stands for; None when it is no end of an export or import."""
    return _OF_ERROR.get(type(error))
