"""What stands at the top of Today: the question, or why there is none just now."""

from typing import NamedTuple

from journal.domain.prompts import LEAD_IN, Depth, Prompt
from journal.domain.text import first_words
from journal.domain.wording import MONTHS, short_day
from journal.services import shipped
from journal.services.asking import Table
from journal.services.homework import Homework
from journal.services.session import Session
from journal.ui.working import OPENING

TO_BEGIN_WITH = "Here is one to begin with. Or a blank page: b."
STOP_HERE = "It's fine to stop here."
RESTING = "The questions are resting. Nothing is owed. z begins again."
NOTHING_ASKED = "Nothing is asked just now. n brings a question."
PURPOSE = 160
"""Characters of what a pack is for; the whole of it stands in Prompts."""
TAKES = {
    Depth.LIGHT: "about two minutes",
    Depth.WARM: "about five minutes",
    Depth.DEEP: "choose a time",
}


class Top(NamedTuple):
    """The question, where there is one, and the quieter words under it.

    `takes` says how long it takes, behind its facts, where there is room for it.
    """

    question: Prompt | None
    about: tuple[str, ...]
    takes: str = ""


def top_of(session: Session, table: Table, *, asks: bool, is_first: bool) -> Top:
    """Return what stands at the top.

    Args:
        session: the journal.
        table: the questions of today.
        asks: without it none is shown, until one is asked for.
        is_first: nothing was written here before.
    """
    if not session.is_complete:
        return Top(None, (OPENING,))
    if table.rests:
        return Top(None, (RESTING,))
    if not asks:
        return Top(None, (NOTHING_ASKED,))
    stop = (STOP_HERE,) if table.is_gentle else ()
    if not table.prompts:
        return Top(None, (NOTHING_ASKED, *stop))
    question = table.prompts[0]
    about = [facts(question)]
    if table.homework is not None:
        purpose = table.homework.held.pack.purpose
        about = [_homework(table.homework), first_words(purpose, limit=PURPOSE)]
    if question.care in LEAD_IN:
        about.append(LEAD_IN[question.care])
    if is_first:
        about.append(TO_BEGIN_WITH)
    return Top(question, (*about, *stop), TAKES[question.depth])


def _homework(asked: Homework) -> str:
    """Return whose question it is, and until when they mean it."""
    pack, ends = asked.held.pack, asked.held.ends
    until = f"until {short_day(ends)} {MONTHS[ends.month - 1]}"
    return f"{pack.title} · {pack.author} · {until}"


def facts(prompt: Prompt) -> str:
    """Return what is said beside a question: its theme, and how deep it goes."""
    themes = {theme.id: theme.title for theme in shipped.library().themes}
    said = (themes.get(prompt.theme, ""), prompt.depth.value)
    return " · ".join(one for one in said if one)
