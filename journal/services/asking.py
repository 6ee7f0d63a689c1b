"""The prompts: which one today, and how it is asked of this writer."""

from datetime import date
from functools import cache

from journal.domain import dealing
from journal.domain.entries import PromptId
from journal.domain.prompts import Library, Prompt, parse_theme
from journal.errors import NotFound
from journal.services.session import Session
from journal.storage import prompt_files


@cache
def library() -> Library:
    """Return every shipped prompt; read once."""
    return Library(
        tuple(
            parse_theme(text, file_stem=stem)
            for stem, text in sorted(prompt_files.read_themes().items())
        )
    )


def find_prompt(prompt: str) -> Prompt:
    """Return a prompt by its id, or raise `NotFound`."""
    try:
        return library().prompt(PromptId(prompt))
    except NotFound:
        raise NotFound("There is no prompt of that id.") from None


def prompt_of_day(session: Session, day: date) -> Prompt:
    """Return today's prompt: for two, each one's side of the same moment.

    Both compute it alone, from what they share; what anyone wrote plays no part.
    """
    return dealing.prompt_of_day(
        library(), key=_key(session), day=day, first=_is_first(session)
    )


def other_prompts(session: Session, day: date) -> tuple[Prompt, ...]:
    """Return the day's other prompts, in an order of this day and person."""
    return dealing.others(
        library(), key=_key(session), day=day, first=_is_first(session)
    )


def asked(session: Session, prompt: Prompt) -> str:
    """Return a prompt's question with the partner's name in it."""
    partner = session.partner
    return prompt.asked(partner.name if partner else None)


def _key(session: Session) -> bytes:
    if session.meeting is not None:
        return session.meeting.couple.deal_key
    return session.identity.deal_key


def _is_first(session: Session) -> bool:
    return session.people[0].id == session.identity.id
