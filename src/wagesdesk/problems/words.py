"""What each error of `errors.py` is called in front of staff: what happened, what is safe, what to do now."""

from __future__ import annotations

from collections.abc import Callable

from wagesdesk import errors as e
from wagesdesk.problems import varying
from wagesdesk.problems.lists import LISTS
from wagesdesk.problems.shared import (
    Fields,
    Problem,
    all_saved,
    nothing_changed,
    nothing_taken_in,
    nothing_written,
)
from wagesdesk.text import _

TABLE: dict[type[e.UserError], Callable[[Fields], Problem]] = {
    e.UserError: lambda _fields: Problem(
        _("That could not be done."),
        all_saved(),
        _("Try once more. If it happens again, write down the details for support."),
    ),
    # The vault
    e.VaultError: lambda _fields: Problem(
        _("The records cannot be opened or used just now."),
        all_saved(),
        _("Close WagesDesk, start it again, and try once more."),
    ),
    e.VaultMissing: lambda _fields: Problem(
        _("There are no WagesDesk records in this folder."),
        nothing_changed(),
        _("Choose another folder, or set up this machine as a new place."),
    ),
    e.VaultExists: lambda _fields: Problem(
        _("There are WagesDesk records in this folder already."),
        _("They were not touched."),
        _("Open them, or choose an empty folder for the new place."),
    ),
    e.VaultInUse: lambda _fields: Problem(
        _("WagesDesk is open in another window on this machine."),
        _("The records are safe there."),
        _("Go to that window, or close it and try again here."),
    ),
    e.VaultBusy: lambda _fields: Problem(
        _("A longer piece of work has not finished yet."),
        all_saved(),
        _("Wait until its bar is full, then try again."),
    ),
    e.VaultLocked: lambda _fields: Problem(
        _("WagesDesk was locked while this was going on."),
        all_saved(),
        _("Unlock it and do this step again."),
    ),
    e.VaultTooNew: lambda _fields: Problem(
        _("These records were written by a newer WagesDesk."),
        _("They were not opened and not changed."),
        _("Ask for the newer version to be installed on this machine."),
    ),
    e.VaultDamaged: varying.vault_damaged,
    e.VaultReadOnly: lambda _fields: Problem(
        _("This folder does not let WagesDesk write."),
        _("What is stored there is safe and unchanged."),
        _("Ask for the right to write in this folder, or choose another one."),
    ),
    e.VaultOnNetwork: lambda _fields: Problem(
        _("This folder is on a network, or it follows you to other machines."),
        _("Nothing was written there."),
        _("Choose a folder on this machine's own disk."),
    ),
    e.NotEncrypted: lambda _fields: Problem(
        _("The records would not be encrypted here, so WagesDesk stopped."),
        _("Nothing was written in clear."),
        _("Install WagesDesk again on this machine, or ask the person who looks after it."),
    ),
    e.WrongPassphrase: varying.wrong_passphrase,
    e.WeakPassphrase: varying.weak_passphrase,
    e.SlotsTooFew: varying.slots_too_few,
    e.LastSlot: lambda _fields: Problem(
        _("This is the last way in to these records."),
        _("It was kept."),
        _("Make another way in first, then remove this one."),
    ),
    # The machine
    e.DiskFull: lambda _fields: Problem(
        _("There is no room left on this machine's disk."),
        all_saved(),
        _("Make some room on the disk, then try again."),
    ),
    e.ClockDoubtful: lambda _fields: Problem(
        _("The date of this machine cannot be right."),
        _("Nothing is lost, and what you wrote keeps its order."),
        _("Set the date and time of the machine, then try again."),
    ),
    e.SpellingStopped: lambda _fields: Problem(
        _("We cannot look at words right now."),
        _("What you wrote is safe."),
        _("Go on writing. You can try again later."),
    ),
    # The rules of the work
    e.RuleError: lambda _fields: Problem(
        _("That does not fit the rules of the programme."),
        nothing_changed(),
        _("Check what you entered and try again."),
    ),
    e.FieldInvalid: varying.field_invalid,
    e.NotFound: lambda _fields: Problem(
        _("That is no longer here."),
        _("Everything else is as it was."),
        _("Go back to the list and choose again."),
    ),
    e.NotEnrolled: lambda _fields: Problem(
        _("She was not on the programme on that day."),
        nothing_changed(),
        _("Choose a workshop between the day she joined and the day she left."),
    ),
    e.NotAllowed: lambda _fields: Problem(
        _("Your role does not do this."),
        nothing_changed(),
        _("Ask a colleague with that role, or an administrator to change yours in Settings."),
    ),
    e.Erased: lambda _fields: Problem(
        _("This person was erased, so nothing may be written about her."),
        nothing_changed(),
        _("If she has come back, add her as a new person."),
    ),
    e.NothingToUndo: lambda _fields: Problem(
        _("There is nothing of yours to undo since you unlocked."),
        nothing_changed(),
        _("Open History to bring back something older."),
    ),
    e.ChangedSince: varying.changed_since,
    # Cards
    e.CardError: lambda _fields: Problem(
        _("This card cannot be used."),
        nothing_changed(),
        _("Ask the other place for a new card."),
    ),
    e.CardUnreadable: varying.card_unreadable,
    e.CardIsOwn: lambda _fields: Problem(
        _("This is the card of this very machine."),
        nothing_changed(),
        _("Load the card that the other place gave you."),
    ),
    e.CardKeyWeak: lambda _fields: Problem(
        _("The keys on this card are not safe to use."),
        _("The card was not kept, and nothing was changed."),
        _("Do not use it. Ask the other place for a new card, by a way you trust."),
    ),
    e.CardNotCompared: lambda _fields: Problem(
        _("The check words of this card were not compared yet."),
        nothing_written(),
        _("Read the four check words aloud with the other place, then tick that they are the same."),
    ),
    # Leaving
    e.ConsentMissing: varying.consent_missing,
    e.CheckerIsPreparer: lambda _fields: Problem(
        _("The person who checks must be someone other than the person who prepared it."),
        nothing_written(),
        _("Ask a colleague to check it with their own passphrase."),
    ),
    e.EscrowMissing: lambda _fields: Problem(
        _("The programme has no spare key yet, so a lost key could not be made good."),
        nothing_written(),
        _("Make the spare key in Settings, and keep its paper in the safe."),
    ),
    # Sticks
    e.DriveError: lambda _fields: Problem(
        _("The stick could not be written or read."),
        _("The records on this machine are safe."),
        _("Take the stick out, put it back, and try again."),
    ),
    e.DriveGone: varying.drive_gone,
    e.DriveFull: varying.drive_full,
    e.DriveReadOnly: varying.drive_read_only,
    e.DriveHasOthers: varying.drive_has_others,
    e.DriveMismatch: lambda _fields: Problem(
        _("What is on the stick is not what we wrote."),
        _("The records on this machine are safe."),
        _("Do not hand this stick over. Use another one and press Write again."),
    ),
    # Coming in
    e.BundleError: lambda _fields: Problem(
        _("This bundle was refused."),
        nothing_taken_in(),
        _("Ask the sender to make it again."),
    ),
    e.BundleForeign: lambda _fields: Problem(
        _("This file is not a WagesDesk bundle."),
        nothing_taken_in(),
        _("Choose a file whose name begins with wd- and ends with .age."),
    ),
    e.BundleTruncated: lambda _fields: Problem(
        _("This copy of the bundle is not complete."),
        nothing_taken_in(),
        _("Copy it again from the stick, or ask the sender to write it again."),
    ),
    e.BundleAltered: lambda _fields: Problem(
        _("This bundle was changed on its way."),
        nothing_taken_in(),
        _("Keep the stick, tell the sender, and ask for a new bundle."),
    ),
    e.BundleNotForUs: lambda _fields: Problem(
        _("This bundle was made for another machine."),
        nothing_taken_in(),
        _("Give it to the place it was made for, or ask the sender to make one for you."),
    ),
    e.BundleTooNew: lambda _fields: Problem(
        _("This bundle was made by a newer WagesDesk."),
        nothing_taken_in(),
        _("Keep the bundle, and ask for the newer version to be installed on this machine."),
    ),
    e.BundleSenderUnknown: lambda _fields: Problem(
        _("This bundle comes from a machine whose card you do not have."),
        nothing_taken_in(),
        _("Ask the sender for their card and compare the check words, then open it again."),
    ),
    e.BundleTooLarge: lambda _fields: Problem(
        _("This bundle is larger than this machine may take in."),
        nothing_taken_in(),
        _("Ask the sender to make it in smaller parts."),
    ),
    # Lists of people
    **LISTS,
}

NOTICES: dict[str, Callable[[], Problem]] = {
    # What `models.machine.warnings` finds
    "swap": lambda: Problem(
        _("This machine may write what is in its memory to the disk (swap)."),
        _("The records themselves stay locked."),
        _("Ask the person who looks after it to encrypt the swap or to switch it off."),
    ),
    "hibernation": lambda: Problem(
        _("This machine can hibernate, and would then keep its whole memory on the disk."),
        _("The records themselves stay locked."),
        _("Ask the person who looks after it to switch hibernation off. Shut down in place of closing the lid."),
    ),
    "disk_plain": lambda: Problem(
        _("The disk of this machine is not encrypted."),
        _("The records are encrypted by WagesDesk, whatever the disk is."),
        _("Ask the person who looks after it to encrypt the disk, since other programs leave traces too."),
    ),
    "disk_unknown": lambda: Problem(
        _("This machine does not tell whether its disk is encrypted."),
        _("The records are encrypted by WagesDesk, whatever the disk is."),
        _("Ask the person who looks after it."),
    ),
    "clock": lambda: Problem(
        _("The date of this machine is earlier than the day this program was made."),
        _("Nothing is lost, and what you write keeps its order."),
        _("Set the date and time of the machine."),
    ),
    # What the vault noticed on opening
    "slots_twin_used": lambda: Problem(
        _("One file with the ways in was damaged, so its twin was used."),
        all_saved(),
        _("Make a backup today. The damaged file is made new when you lock."),
    ),
    "keys_differ": lambda: Problem(
        _("The two files with the ways in are not the same."),
        _("The newer one was used, and nothing is lost."),
        _("Check in Settings that everyone who should have a way in has one."),
    ),
    "seal_behind": lambda: Problem(
        _("These records are older than when they were last locked."),
        _("What is here is whole and can be used."),
        _("If nobody restored a backup, tell the person who looks after this machine."),
    ),
    "seal_broken": lambda: Problem(
        _("The seal of these records does not fit them."),
        _("The records open and were not changed now."),
        _("Look through History for anything you do not know, and tell the person who looks after this machine."),
    ),
    # What a look through all records finds
    "journal_changed": lambda: Problem(
        _("The journal of these records is not what WagesDesk wrote: something in it was changed or is missing."),
        _("Nothing was thrown away, and backups made before are as they were."),
        _("Let nothing leave this machine. Ask an administrator to look at the last good backup in Settings."),
    ),
    "tables_mended": lambda: Problem(
        _("Some records showed something other than what was written down, as if an old copy had been put back."),
        _("They were put right from the journal, and nothing is lost."),
        _("Look at who said yes before anything leaves, and tell an administrator that this happened."),
    ),
    "clock_doubtful": lambda: Problem(
        _("The date of this machine does not look right."),
        _("Nothing is lost. What you write keeps its order and is stamped as not sure."),
        _("Set the date of the machine, or say that it is right."),
    ),
}


def general_notice() -> Problem:
    return Problem(
        _("WagesDesk noticed something about these records."),
        _("The records open and nothing is lost."),
        _("Make a backup, and write down the details for support."),
    )
