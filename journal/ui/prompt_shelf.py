"""The shelf of prompts, as one person sees it: themes, kept ones, our own, packs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from journal.domain.entries import PromptId
from journal.domain.own_prompts import THEME, OwnPrompt
from journal.domain.prompts import Depth, Prompt
from journal.domain.text import folded
from journal.services import asking, our_prompts, packs, shipped
from journal.services.packs import HeldPack
from journal.services.preferences import preferences
from journal.services.session import Session

KEPT, OWN, IDEAS = "kept", THEME, "ideas"
NONE_KEPT = "None kept yet. k keeps one."
NONE_OF_OUR_OWN = "Write one you would like to be asked: +."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A prompt as it stands on the shelf of one person.

    `own` is set for one that either of the two wrote, `is_offered` for one of mine
    that the partner may be asked. `answered` is the last day I answered it.
    """

    prompt: Prompt = field(repr=False)
    asked: str = field(repr=False)
    theme: str
    is_kept: bool = False
    answered: date | None = None
    own: OwnPrompt | None = field(default=None, repr=False)
    writer: str = field(default="", repr=False)
    is_offered: bool | None = None

    @property
    def id(self) -> PromptId:
        """The id of the prompt."""
        return self.prompt.id

    @property
    def is_deep(self) -> bool:
        """Does it take longer?"""
        return self.prompt.depth is Depth.DEEP


@dataclass(frozen=True, slots=True)
class AboutIdeas:
    """Stands for the page about the ideas."""


Thing = Question | HeldPack | AboutIdeas


def id_of(thing: Thing | None) -> str:
    """Return what a thing is known by; nothing for none."""
    match thing:
        case Question():
            return thing.id
        case HeldPack():
            return thing.pack.theme
        case AboutIdeas():
            return IDEAS
        case None:
            return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some of what is on the shelf, under a title; `none` is said while it is empty."""

    id: str
    title: str = field(repr=False)
    things: tuple[Thing, ...] = field(repr=False)
    none: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in it."""
        return tuple(one for one in self.things if isinstance(one, Question))

    @property
    def held(self) -> HeldPack | None:
        """The pack that it holds, if it is one."""
        first = self.things[0] if self.things else None
        return first if isinstance(first, HeldPack) else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything there is, in the order in which one goes through it."""

    sections: tuple[Section, ...] = field(repr=False)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question once: those of the themes, our own, those of packs."""
        return tuple(
            question
            for section in self.sections
            if section.id != KEPT
            for question in section.questions
        )

    def holding(self, terms: Sequence[str]) -> tuple[Question, ...]:
        """Return the questions that have all these words."""
        return tuple(
            question
            for question in self.questions
            if all(term in folded(question.asked) for term in terms)
        )


def read_shelf(session: Session) -> Shelf:
    """Return what is on the shelf; for a worker."""
    with session.lock:
        return Shelf(tuple(_Reader(session).sections()))


class _Reader:
    """Reads the shelf once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept = set(preferences(session).kept)
        self._answered: dict[PromptId, date] = {}
        for entry in session.library.own_entries():
            if entry.prompt:
                last = self._answered.get(entry.prompt, date.min)
                self._answered[entry.prompt] = max(last, entry.written_on)

    def sections(self) -> Iterator[Section]:
        library = shipped.library()
        themes = [*self._themes()]
        yield from themes
        owns = [self._own(own) for own in asking.our_prompts(self._session)]
        held = sorted(packs.packs(self._session), key=_by_title)
        of_packs = [self._pack(one) for one in held]
        known = {
            question.id: question
            for section in (*themes, *of_packs)
            for question in section.questions
        } | {question.id: question for question in owns}
        titles = {theme.id: theme.title for theme in library.themes}
        kept = tuple(
            known.get(prompt.id) or self._question(prompt, titles.get(prompt.theme, ""))
            for prompt in asking.kept_prompts(self._session)
        )
        yield Section(id=KEPT, title="kept", things=kept, none=NONE_KEPT)
        yield Section(id=OWN, title="our own", things=tuple(owns), none=NONE_OF_OUR_OWN)
        yield from of_packs
        yield Section(id=IDEAS, title="about the ideas", things=(AboutIdeas(),))

    def _themes(self) -> Iterator[Section]:
        library = shipped.library()
        for theme in library.themes:
            prompts = library.prompts(theme=theme.id)
            things = tuple(self._question(one, theme.title) for one in prompts)
            yield Section(id=theme.id, title=theme.title, things=_deep_last(things))

    def _pack(self, held: HeldPack) -> Section:
        title = held.pack.title
        things = tuple(self._question(one, title) for one in held.pack.prompts)
        return Section(
            id=held.pack.theme, title=title, things=(held, *_deep_last(things))
        )

    def _own(self, own: OwnPrompt) -> Question:
        session, partner = self._session, self._session.partner
        is_mine = own.author == session.identity.id
        can_offer = is_mine and partner is not None
        return self._question(
            own.prompt,
            "our own",
            own=own,
            writer="" if is_mine or partner is None else partner.name,
            is_offered=our_prompts.is_offered(session, own) if can_offer else None,
        )

    def _question(
        self,
        prompt: Prompt,
        theme: str,
        *,
        own: OwnPrompt | None = None,
        writer: str = "",
        is_offered: bool | None = None,
    ) -> Question:
        return Question(
            prompt=prompt,
            asked=asking.asked(self._session, prompt),
            theme=theme,
            is_kept=prompt.id in self._kept,
            answered=self._answered.get(prompt.id),
            own=own,
            writer=writer,
            is_offered=is_offered,
        )


def _by_title(held: HeldPack) -> tuple[str, str]:
    return folded(held.pack.title), held.pack.id


def _deep_last(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda one: one.is_deep))


def terms_of(words: str) -> tuple[str, ...]:
    """Return the words that are looked for."""
    return tuple(folded(words).split())
