"""Every failure a person can meet, and the sentence we say.

A class is a fact; `say` is one sentence for the person, with nothing private in
it; `exit_code` is what the command line returns. Bugs are not errors: they crash.
"""

from typing import ClassVar


class JournalError(Exception):
    """Something a person can meet and we can say."""

    say: str = "Something went wrong. What was saved is still here."
    exit_code: ClassVar[int] = 2

    def __init__(self, say: str | None = None) -> None:
        if say is not None:
            self.say = say
        super().__init__(self.say)


class Notice(JournalError):  # noqa: N818 - named for the fact
    """Not a failure: something a person should know."""

    exit_code = 0


# What was asked for cannot be done as asked (exit code 2).


class NotPossible(JournalError):  # noqa: N818 - named for the fact
    """The request makes no sense as it stands; nothing was changed."""

    say = "That cannot be done as asked. Nothing was changed."


class PassphraseTooShort(NotPossible):
    """The passphrase has fewer than ten characters."""

    say = "A passphrase needs at least ten characters. Nothing was made."


class NothingWritten(NotPossible):
    """There are no words to save."""

    say = "There are no words to save yet."


class TooLong(NotPossible):
    """One entry holds at most 256 KiB of text."""

    say = (
        "This is longer than one entry can hold (256 KiB). "
        "Nothing was lost; it can be saved in two parts."
    )


class NotReadable(NotPossible):
    """Another program's file is not what it would have to be to be brought in."""

    say = "This cannot be read as a journal. Nothing was brought in."


class AlreadyMet(NotPossible):
    """One of the two vaults belongs to a couple already."""

    say = "That was not possible. Nothing was changed."


class NotMet(NotPossible):
    """There is no partner yet."""

    say = "You can offer once the two of you have met here."


class SideTaken(NotPossible):
    """This person has already offered a side of that moment."""

    say = "You have already offered your side of this moment."


class NotYours(NotPossible):
    """Only its author may change an entry."""

    say = "Only the person who wrote it can do that."


# The words stay closed (exit code 3).


class CannotOpen(JournalError):  # noqa: N818
    """The key does not open this; never says why more finely."""

    say = (
        "That passphrase does not open this journal. Nothing has changed or been lost."
    )
    exit_code = 3


class CodeDoesNotOpen(CannotOpen):
    """The recovery code does not open this journal."""

    say = "That code does not open this journal. Nothing has changed or been lost."


# What is on the disk is not what was written (exit code 4).


class Damaged(JournalError):  # noqa: N818
    """Bytes that were ours have changed."""

    say = (
        "Part of this journal is damaged. "
        "Everything that can still be read is shown; nothing was removed."
    )
    exit_code = 4


class Malformed(Damaged):
    """The bytes do not have the shape the format demands."""


class Unsupported(Damaged):
    """Written by a newer version; it is kept and left alone."""

    say = (
        "This was written by a newer Lean-to. "
        "Update Lean-to to open it; nothing was changed."
    )


class KdfRefused(Damaged):
    """A key slot asks for a cost outside the allowed range."""


class BadTag(Damaged):
    """An envelope does not carry its author's tag."""


class BadSignature(Damaged):
    """Key material is not signed by the person it claims."""


class CommitmentBroken(Damaged):
    """The opened slot is not what the envelope committed to."""


class Fork(Damaged):
    """Two different envelopes claim one place in a stream."""


class Gap(Damaged):
    """An envelope is missing between two that are here."""


class Rollback(Damaged):
    """The stream is shorter than it is known to have been."""

    say = (
        "This journal is older than it was when it was last closed. "
        "Everything in it can be read; something newer may be missing."
    )


# Not found (exit code 5).


class NotFound(JournalError):  # noqa: N818
    """Nothing here has that name or id."""

    say = "Nothing here has that name or id."
    exit_code = 5


# Busy (exit code 6).


class Busy(JournalError):  # noqa: N818
    """Another Lean-to has this vault open."""

    say = "This journal is open in another window. Close it there first."
    exit_code = 6


# The place or the disk (exit code 7).


class PlaceTrouble(JournalError):  # noqa: N818
    """A folder or a disk does not do what we need of it."""

    say = "Lean-to cannot read or write its folder at the moment. Nothing was lost."
    exit_code = 7


class NoRoom(PlaceTrouble):
    """The disk is full."""

    say = (
        "This disk is full. Nothing saved before was lost; "
        "free some space and try again."
    )


class MayNotWrite(PlaceTrouble):
    """The folder cannot be written to."""

    say = "Lean-to may not write in that folder. Nothing was lost."
