"""What the command line says of prompts and packs, and the shapes of their JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from journal.domain.entries import Entry, EntryId, Json
from journal.domain.own_prompts import THEME as OWN
from journal.domain.own_prompts import OwnPrompt
from journal.domain.packs import Pack
from journal.domain.prompts import LEAD_IN, Prompt
from journal.domain.wording import PROMPT_ROLE_WORDS, long_day
from journal.services import our_prompts, reading, writing
from journal.services.asking import Table
from journal.services.homework import Homework
from journal.services.packs import HeldPack
from journal.services.session import Session

RESTING = "The questions are resting. Nothing is owed."
NOTHING_ASKED = "Nothing is asked just now."
STOP_HERE = "It's fine to stop here."
NO_ANSWERS = "None of your pages answers this one."
NO_PACKS = "There are no packs here."
NOTHING_KEPT = "Nothing was kept."
ADD_YES = f"{NOTHING_KEPT} To use it without being asked, add --yes."
ADDED = "It is among your prompts now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A prompt as one person has it.

    `own` is set for one that either of the two wrote. `answered` holds the entries of
    mine that answer it, the first one first.
    """

    prompt: Prompt
    is_kept: bool = False
    answered: tuple[Entry, ...] = field(default=(), repr=False)
    own: OwnPrompt | None = field(default=None, repr=False)


def prompt_json(prompt: Prompt, partner: str | None = None) -> dict[str, Json]:
    """Return a prompt for a program to read."""
    return {
        "id": prompt.id,
        "theme": prompt.theme,
        "role": prompt.role.value,
        "depth": prompt.depth.value,
        "care": prompt.care.value,
        "function": prompt.function.value if prompt.function else None,
        "text": prompt.asked(partner),
        "follow_ups": list(prompt.asked_after(partner)),
        "mirror": prompt.mirror,
    }


def prompt_text(
    prompt: Prompt,
    partner: str | None = None,
    *,
    facts: Sequence[str] = (),
    follow_ups: bool = False,
) -> str:
    """Return a prompt as plain text: what it is, the question, its word of care."""
    # Nobody said of a prompt of our own how deep it goes.
    depth = () if prompt.theme == OWN else (prompt.depth.value,)
    kind = " · ".join((PROMPT_ROLE_WORDS[prompt.role], *depth, *facts))
    lines = [f"{prompt.id} ({kind})", prompt.asked(partner)]
    if prompt.care in LEAD_IN:
        lines.append(LEAD_IN[prompt.care])
    if follow_ups:
        lines += [f"  {text}" for text in prompt.asked_after(partner)]
    return "\n".join([*lines, ""])


def shown_json(session: Session, shown: Shown) -> dict[str, Json]:
    """Return a prompt as one person has it, for a program to read."""
    return {
        **prompt_json(shown.prompt, partner_of(session)),
        "kept": shown.is_kept,
        "answered": [entry.id for entry in shown.answered],
        "author": _author(session, shown.own),
        "offered": _is_offered(session, shown.own),
    }


def shown_text(session: Session, shown: Shown, *, follow_ups: bool = False) -> str:
    """Return the same as plain text."""
    facts = []
    if shown.own is not None and shown.own.author == session.identity.id:
        facts += ["yours", "offered" if _is_offered(session, shown.own) else "private"]
    elif shown.own is not None:
        facts.append(f"from {_author(session, shown.own)}")
    if shown.is_kept:
        facts.append("kept")
    if shown.answered:
        last = max(entry.written_on for entry in shown.answered)
        facts.append(f"answered on {long_day(last)}")
    return prompt_text(
        shown.prompt, partner_of(session), facts=facts, follow_ups=follow_ups
    )


def homework(asked: Homework) -> str:
    """Return whose question comes first today, until when, and what for."""
    pack = asked.held.pack
    until = f"until {long_day(asked.held.ends)}"
    return f"{pack.title}, from {pack.author}, {until}.\n{pack.purpose}\n"


def partner_of(session: Session) -> str | None:
    """Return the name that stands in a question, or None for someone alone."""
    return session.partner.name if session.partner else None


def _author(session: Session, own: OwnPrompt | None) -> str | None:
    if own is None:
        return None
    return next(one.name for one in session.people if one.id == own.author)


def _is_offered(session: Session, own: OwnPrompt | None) -> bool:
    return own is not None and (
        own.author != session.identity.id or our_prompts.is_offered(session, own)
    )


def instead(table: Table) -> str:
    """Return what is said where nothing lies on the table."""
    return RESTING if table.rests else NOTHING_ASKED


# Then and now.


def answers_text(session: Session, asked: str, answers: Sequence[Entry]) -> str:
    """Return answers as plain text, each under its date, the first one first."""
    parts = [asked] if asked else []
    for entry in answers:
        state = reading.visibility(session, entry.id).value.capitalize()
        day = long_day(writing.versions(session, entry.id)[0].written_on)
        parts.append(f"{day}. {state}. {entry.id}\n{entry.words}")
    return "\n\n".join(parts if answers else [*parts, NO_ANSWERS])


def answered_on(session: Session, entry: EntryId) -> str:
    """Return the day an entry was first written, for a program to read."""
    return writing.versions(session, entry)[0].written_on.isoformat()


# Packs.


def pack_json(pack: Pack) -> dict[str, Json]:
    """Return what a pack says of itself, for a program to read."""
    return {
        "id": pack.id,
        "title": pack.title,
        "author": pack.author,
        "purpose": pack.purpose,
        "not_when": pack.not_when,
        "days": pack.days,
    }


def pack_text(pack: Pack, partner: str | None = None) -> str:
    """Return a pack in full, as plain text."""
    return "\n".join(
        [
            *_head(pack),
            "",
            *(prompt_text(one, partner, follow_ups=True) for one in pack.prompts),
        ]
    ).rstrip("\n")


def held_json(held: HeldPack) -> dict[str, Json]:
    """Return a pack that is here, for a program to read."""
    return {
        **pack_json(held.pack),
        "added": held.added.isoformat(),
        "ends": held.ends.isoformat(),
    }


def held_text(held: HeldPack) -> str:
    """Return a pack that is here, as plain text."""
    added, ends = long_day(held.added), long_day(held.ends)
    return "\n".join([*_head(held.pack), f"Added on {added}; meant until {ends}."])


def _head(pack: Pack) -> list[str]:
    days = "one day" if pack.days == 1 else f"{pack.days} days"
    return [
        f"{pack.title} ({pack.id})",
        f"From {pack.author}, for {days}.",
        pack.purpose,
        f"When not to use it: {pack.not_when}",
    ]
