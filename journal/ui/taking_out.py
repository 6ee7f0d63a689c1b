"""The line of Settings that takes all of one's words out, and what it asks first."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from journal.services import exporting
from journal.services.exporting import ORDINARY, Form, TakenOut
from journal.services.session import Session
from journal.ui.choice import Answer, LinePage, choice_of
from journal.ui.lock_settings import Row
from journal.ui.working import Seen, WorkingPage

TAKE_OUT, AS_FILES = "Take all your words with you", "as files"
MEANS = "Ordinary files, for another program or another time. Everything stays here."
AS_WHAT = "As what?"
_FORMS = {
    Form.JSON: "one file with all there is, which Lean-to can read again",
    Form.MARKDOWN: "a folder of notes in Markdown, for Obsidian or any editor",
    Form.DAY_ONE: "a zip for Day One, and other journals that read it",
}
WHOSE, MINE, THEIRS_TOO = "Whose words?", "only mine", "what I was offered too"
WHERE = "Where should they be written?"
WHERE_NOTE = "A folder, or a new name in one."
WRITE_OVER, LEAVE_IT, OVER_IT = (
    "A file of that name is there.",
    "leave it as it is",
    "write over it",
)
THERE = "Your words are in {name}. Anyone who comes by it can read them."


@dataclass(frozen=True, slots=True)
class _Asked:
    """What has been chosen so far."""

    form: Form
    with_offered: bool = False


def taking_out_row(page: WorkingPage[Seen], session: Session) -> Row:
    """Return the line; what it asks stands on pages of their own."""
    return Row(TAKE_OUT, AS_FILES, MEANS, lambda: ask_form(page, session), _nothing)


def _nothing() -> None:
    """Change nothing: the line opens pages."""


def ask_form(page: WorkingPage[Seen], session: Session) -> None:
    """Ask as what the words are to be taken, and then whose, and where to."""

    def answer(form: Form) -> Answer:
        return _FORMS[form], lambda: _ask_whose(page, session, _Asked(form))

    answers = [answer(form) for form in Form]
    page.host.open_page(
        choice_of(AS_WHAT, answers, notes=(ORDINARY,), trail=page.trail)
    )


def _ask_whose(page: WorkingPage[Seen], session: Session, asked: _Asked) -> None:
    names = exporting.whose_words(session)
    if not names:
        _ask_place(page, session, asked)
        return
    both = replace(asked, with_offered=True)
    answers: list[Answer] = [
        (MINE, lambda: _ask_place(page, session, asked)),
        (THEIRS_TOO, lambda: _ask_place(page, session, both)),
    ]
    notes = (exporting.before_taking_theirs(names),)
    page.host.open_page(choice_of(WHOSE, answers, notes=notes, trail=page.trail))


def _ask_place(page: WorkingPage[Seen], session: Session, asked: _Asked) -> None:
    def done(typed: str | None) -> None:
        if typed and typed.strip():
            look = partial(_looked_at, session, typed.strip(), asked.form)
            page.work(look, lambda found: _found(page, session, asked, *found))

    page.host.open_page(
        LinePage(WHERE, done, hint=WHERE_NOTE, value="~", limit=300, trail=page.trail)
    )


def _looked_at(session: Session, named: str, form: Form) -> tuple[Path, bool]:
    path = exporting.place_for(session, named, form)
    return path, exporting.is_taken(path, form)


def _found(
    page: WorkingPage[Seen],
    session: Session,
    asked: _Asked,
    path: Path,
    is_taken: bool,  # noqa: FBT001 - as it was looked at
) -> None:
    take = partial(
        exporting.take_out,
        session,
        path,
        asked.form,
        with_offered=asked.with_offered,
        over=is_taken,
    )

    def go_on() -> None:
        page.work(take, partial(_said, page))

    if not is_taken:
        go_on()
        return
    answers: list[Answer] = [(LEAVE_IT, _nothing), (OVER_IT, go_on)]
    page.host.open_page(choice_of(WRITE_OVER, answers, trail=page.trail))


def _said(page: WorkingPage[Seen], taken: TakenOut) -> None:
    page.say(THERE.format(name=taken.path.name))
