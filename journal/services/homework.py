"""What a pack that someone was handed asks on a day: its questions come first on Today.

For as many days as its author means it, and one a day. What asks for care or is deep is
chosen, here as everywhere.
"""

from dataclasses import dataclass, field
from datetime import date

from journal.domain import dealing
from journal.domain.dealing import Past
from journal.domain.prompts import Care, Depth, Prompt
from journal.services import packs
from journal.services.packs import HeldPack
from journal.services.preferences import Preferences
from journal.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Homework:
    """A question that a pack asks today, and the pack."""

    prompt: Prompt = field(repr=False)
    held: HeldPack = field(repr=False)


def homework(session: Session, day: date, past: Past) -> Homework | None:
    """Return what is asked first today, or None.

    Of the pack that was added first, the first question that was not answered yet. None
    on a day on which one of its questions was answered.
    """
    for held in packs.packs(session):
        if not held.added <= day <= held.ends:
            continue
        days = {
            prompt.id: _answered_on(session, prompt) for prompt in held.pack.prompts
        }
        if day in days.values():
            continue
        for prompt in held.pack.prompts:
            if days[prompt.id] is None and _may_come(prompt, day, past):
                return Homework(prompt=prompt, held=held)
    return None


def unless_passed(found: Homework | None, chosen: Preferences) -> Homework | None:
    """Return what is asked first, unless it was set aside today."""
    is_passed = found is not None and found.prompt.id in chosen.passed
    return None if is_passed else found


def _answered_on(session: Session, prompt: Prompt) -> date | None:
    days = (
        one.written_on
        for one in session.library.own_entries()
        if one.prompt == prompt.id
    )
    return max(days, default=None)


def _may_come(prompt: Prompt, day: date, past: Past) -> bool:
    if past.is_gentle and not dealing.is_gentle(prompt):
        return False
    is_light = prompt.depth is not Depth.DEEP and prompt.care is Care.NONE
    return is_light and not dealing.rests(prompt, day, past)
