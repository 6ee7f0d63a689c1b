"""How the questions and packs on the shelf are drawn, each as a few lines."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from journal.domain.marks import Line, Span, Tone
from journal.domain.prompts import LEAD_IN
from journal.domain.text import folded
from journal.domain.wording import PROMPT_ROLE_WORDS
from journal.services.packs import HeldPack
from journal.ui.asides import paragraph, paragraphs
from journal.ui.days import day_words
from journal.ui.prompt_shelf import Question, Thing

DEEP = "These take longer. Choose a time."
ABOUT_IDEAS = (
    "What a safe haven and a secure base are, what to read, and what nobody knows yet."
)
MEASURE = 62
_BETWEEN = " · "


def question_lines(
    question: Question,
    width: int,
    *,
    today: date,
    partner: str,
    found: Sequence[str] = (),
) -> list[Line]:
    """Return a question, what is to say of it in muted, and its word of care."""
    room = min(width, MEASURE)
    lines: list[Line] = [
        tuple(_found_bold(line, found)) for line in _texts(question.asked, room)
    ]
    facts = _facts(question, today, partner)
    lines += [(Span(line, Tone.MUTED),) for line in _joined(facts, room)]
    if question.prompt.care in LEAD_IN:
        lines += paragraph(LEAD_IN[question.prompt.care], room, Tone.MUTED)
    return lines


def pack_head(held: HeldPack, width: int, *, today: date) -> list[Line]:
    """Return who a pack is from, what it is for, when not to use it, until when."""
    room, pack = min(width, MEASURE), held.pack
    until = "Meant until" if today <= held.ends else "It was meant until"
    lines = paragraph(pack.title, room)
    lines += paragraph(f"from {pack.author}", room, Tone.MUTED)
    texts = (
        pack.purpose,
        not_when(pack.not_when),
        f"{until} {day_words(held.ends, today)}.",
    )
    return [*lines, (), *paragraphs(texts, room, Tone.MUTED)]


def not_when(words: str) -> str:
    """Return when a pack is not to be used, named as that."""
    return f"When not to use it: {words}"


def about_ideas(width: int) -> list[Line]:
    """Return the line that stands for the page about the ideas."""
    room = min(width, MEASURE)
    lines = paragraph("Where the questions come from", room)
    return [*lines, *paragraph(ABOUT_IDEAS, room, Tone.MUTED)]


def deep_above(things: Sequence[Thing], index: int, width: int) -> list[Line]:
    """Return the word of care above the first of the deep questions."""
    at, before = things[index], things[index - 1] if index else None
    if not isinstance(at, Question) or not at.is_deep:
        return []
    if isinstance(before, Question) and before.is_deep:
        return []
    return [(), *paragraph(DEEP, width, Tone.MUTED), ()]


def theme_above(things: Sequence[Thing], index: int) -> list[Line]:
    """Return the theme above the first question of it, in a list across themes."""
    at, before = things[index], things[index - 1] if index else None
    if not isinstance(at, Question):
        return []
    if isinstance(before, Question) and before.prompt.theme == at.prompt.theme:
        return []
    title: Line = (Span(at.theme, Tone.MUTED),)
    return [(), title] if index else [title]


def _facts(question: Question, today: date, partner: str) -> Iterator[str]:
    if question.own is not None:
        yield f"from {question.writer}" if question.writer else "yours"
    yield PROMPT_ROLE_WORDS[question.prompt.role]
    if question.own is None:
        yield question.prompt.depth.value
    if question.is_offered is not None:
        yield f"{partner} too" if question.is_offered else "only you"
    if question.is_kept:
        yield "kept"
    if question.answered is not None:
        yield f"answered {day_words(question.answered, today)}"


def _joined(facts: Iterable[str], room: int) -> Iterator[str]:
    """Put facts on as few lines as they fit on, none of them broken."""
    line = ""
    for fact in facts:
        longer = f"{line}{_BETWEEN}{fact}" if line else fact
        if line and cell_len(longer) > room:
            yield from _texts(line, room)
            longer = fact
        line = longer
    yield from _texts(line, room)


def _texts(words: str, room: int) -> Iterator[str]:
    for line in paragraph(words, room):
        yield "".join(span.text for span in line)


def _found_bold(line: str, found: Sequence[str]) -> Iterator[Span]:
    """Return a line with what was found in it in bold."""
    letters = [folded(letter) for letter in line]
    # Which letter of the line each letter of the folded one is from.
    places = [place for place, text in enumerate(letters) for _ in text]
    text = "".join(letters)
    bold = set()
    for term in found:
        at = text.find(term)
        while at >= 0:
            bold |= set(places[at : at + len(term)])
            at = text.find(term, at + 1)
    at = 0
    while at < len(line):
        end = at + 1
        while end < len(line) and (end in bold) == (at in bold):
            end += 1
        yield Span(line[at:end], Tone.BOLD if at in bold else Tone.INK)
        at = end
