"""What is said of copies, of putting them back, and of looking at every piece."""

import shlex
from pathlib import Path

from journal.services.checking import Part, Report
from journal.services.restoring import Beside, Restored
from journal.services.saving import Saved

ONE_OR_ANOTHER = "Say which journal: --as NAME, or the FILE of a copy; not both."
ALL_WELL = "Everything is as it was kept."
THE_REST = "Everything else can be read. Nothing was changed."
STILL_THERE = (
    "What passed between the two of you may still lie in the folder you share: the "
    "next opening of the journal looks there."
)
TO_PUT_AGAIN = "To put it there again from this journal: --put-again."
PUT_AGAIN = "What of yours was not as it was there is put there again now."
TO_SAVE = "To make a new journal of all that can be read: --save-into FOLDER."
ONLY_ONE = "Write in only one of the two from now on."
SINCE = "What you kept private after the copy was made is not in it."
COMES_BACK = (
    "What you offered since comes back from the folder you share, if it is there, "
    "before anything new of yours is offered."
)
_BESIDE = {
    Beside.NOT_HERE: SINCE,
    Beside.THE_SAME: "The journal it was made from is here too, and holds the same.",
    Beside.PARTED: (
        "The journal it was made from is here too, and each of the two holds something "
        "that the other does not."
    ),
    Beside.CANNOT_TELL: (
        "A journal in the folder of journals cannot be read, so it was not compared. "
        f"{SINCE}"
    ),
}
_SHARED = {Part.OFFERED, Part.PARTNERS}
_PARTS = {
    Part.PRIVATE: ("private piece", "private pieces"),
    Part.OFFERED: ("piece that you offered", "pieces that you offered"),
    Part.PARTNERS: ("piece from your partner", "pieces from your partner"),
    Part.UNFINISHED: ("unfinished page", "unfinished pages"),
    Part.SEGMENT: ("parcel on its way", "parcels on their way"),
    Part.POSTED: ("parcel in the folder you share", "parcels in the folder you share"),
    Part.NOTED: ("note of Lean-to's own", "notes of Lean-to's own"),
    Part.LOCK: ("copy of a lock", "copies of locks"),
}


def copied(pieces: int) -> str:
    """Return that a copy was made, and how it was proved."""
    return (
        f"The copy is made. It was read again: {counted(pieces, 'sealed piece')}, the "
        "same as here, byte for byte. It opens with the same passphrase."
    )


def put_back(restored: Restored) -> list[str]:
    """Return what was put back, how it was proved, and what to know of it."""
    pieces = counted(restored.envelopes, "sealed piece")
    pages = counted(restored.entries, "page")
    unfinished = counted(restored.unfinished, "unfinished page")
    proof = (
        f"{pieces}, read again in the new place and the same as in the copy, byte for "
        f"byte (SHA-256 of all: {restored.digest[:16]})"
    )
    said = [
        f"The journal for {restored.door.label} is put back: {proof}.",
        f"It opens: {pages} of yours, {restored.offered} offered, and {unfinished}.",
    ]
    if restored.beside is Beside.OLDER:
        more = counted(restored.since, "sealed piece")
        said.append(f"The journal it was made from is here too, and holds {more} more.")
    else:
        said.append(_BESIDE[restored.beside])
    if restored.beside in {Beside.THE_SAME, Beside.OLDER, Beside.PARTED}:
        said.append(ONLY_ONE)
    elif restored.has_met:
        said.append(COMES_BACK)
    return said


def by_code(label: str, into: Path | None) -> str:
    """Return how a journal that the recovery code put back gets a new passphrase."""
    home = f" --home {shlex.quote(str(into))}" if into else ""
    name = shlex.quote(label)
    return (
        "It opens with the passphrase of that time, and with the code. To set a new "
        f"passphrase by the code: leanto{home} passphrase --forgotten --as {name}"
    )


def looked_at(report: Report) -> list[str]:
    """Return what was looked at, and each thing that is not as it was kept."""
    counts = [
        f"{number} {words[number != 1]}"
        for part, words in _PARTS.items()
        if (number := report.sound[part])
    ]
    said = ["As they were kept: " + ", ".join(counts) + "."]
    if report.is_whole:
        return [*said, ALL_WELL]
    said += [finding.say for finding in report.findings]
    if any(finding.part in _SHARED for finding in report.findings):
        said.append(STILL_THERE)
    return [*said, THE_REST]


def saved(result: Saved) -> list[str]:
    """Return what was saved, and what could not be."""
    pages = counted(result.entries, "page")
    unfinished = counted(result.unfinished, "unfinished page")
    said = [
        f"What can be read is saved in {result.path.name!r}, a new journal.",
        f"It opens with the same passphrase: {pages} of yours and {unfinished}.",
    ]
    if result.left:
        said.append("Not in it, since it cannot be read:")
        said += [f"  {finding.say}" for finding in result.left]
    else:
        said.append("Nothing that was written had to be left behind.")
    if not result.report.is_whole:
        said.append("Of the new journal:")
        said += [f"  {finding.say}" for finding in result.report.findings]
    return said


def counted(number: int, thing: str) -> str:
    """Return a number of things, such as "1 page" and "2 pages"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
