"""Two people in random histories, cut off at random, for tests of what always holds."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random  # noqa: TID251 - a seeded history

from journal.domain.entries import EntryId, PromptId, Visibility
from journal.domain.prompts import PromptRole
from journal.errors import NotFound, NotPossible
from journal.services import (
    exchanging,
    loading,
    reading,
    sealing,
    sharing,
    shipped,
    writing,
)
from journal.services.session import Session
from journal.storage.vault import Vault
from tests.house import House

PROMPTS = [
    (one.id, one.mirror)
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
][:2]

Doing = Callable[[str, Session], None]


class CutOff(BaseException):
    """The lights went out."""


@dataclass
class Couple:
    """Two people, each sometimes away, and what each has sealed and may know."""

    house: House
    chance: Random
    sessions: dict[str, Session] = field(default_factory=dict)
    written: dict[str, dict[EntryId, str]] = field(default_factory=dict)
    released: set[EntryId] = field(default_factory=set)
    asked: dict[EntryId, PromptId | None] = field(default_factory=dict)
    ever_sealed: set[EntryId] = field(default_factory=set)
    count: int = 0

    def step(self) -> None:
        """One of them does something, and may be cut off in the middle."""
        name = self.chance.choice(("Ana", "Ben"))
        session = self.sessions[name]
        doing = self.chance.choice(self.doings())
        cut_at = self.chance.choice((None, None, None, 0, 1, 2, 3))
        try:
            with cutting(cut_at):
                doing(name, session)
        except (NotPossible, NotFound):
            pass
        except CutOff:
            session.close()
            self.sessions[name] = self.house.unlock(name)
            loading.load(self.sessions[name])
        self.holds()

    def holds(self) -> None:
        """What is true after every step."""
        self.nothing_is_open_too_early()

    def doings(self) -> tuple[Doing, ...]:
        """What one of them may do, the likelier the oftener it stands here."""
        return (
            self.writes,
            self.seals,
            self.seals,
            self.answers,
            self.answers,
            self.opens_early,
            self.takes_back,
            self.deletes,
            self.offers,
            self.exchanges,
            self.exchanges,
            self.exchanges,
        )

    def new_words(self, name: str) -> str:
        self.count += 1
        return f"{name}'s page {self.count}."

    def page(self, name: str, session: Session, prompt: PromptId | None) -> EntryId:
        words = self.new_words(name)
        draft = writing.new_draft(session, words=words, prompt=prompt, asked="What?")
        there = sealing.of_partner(session, prompt=prompt)
        if there is not None and self.chance.random() < 0.7:
            draft = replace(draft, moment=there.moment)
        entry = writing.save(session, draft)
        self.written[name][entry.id] = words
        self.asked[entry.id] = prompt
        return entry.id

    def writes(self, name: str, session: Session) -> None:
        self.page(name, session, None)

    def seals(self, name: str, session: Session) -> None:
        prompt = self.chance.choice(self.chance.choice(PROMPTS))
        page = self.page(name, session, prompt)
        self.ever_sealed.add(page)
        sharing.seal(session, page)

    def answers(self, name: str, session: Session) -> None:
        prompt = self.chance.choice(self.chance.choice(PROMPTS))
        sharing.offer(session, self.page(name, session, prompt))

    def offers(self, name: str, session: Session) -> None:
        sharing.offer(session, self.one_of(name, session))

    def opens_early(self, name: str, session: Session) -> None:
        sharing.open_early(session, self.one_of(name, session))

    def takes_back(self, name: str, session: Session) -> None:
        sharing.take_back(session, self.one_of(name, session))

    def deletes(self, name: str, session: Session) -> None:
        writing.delete(session, self.one_of(name, session))

    def exchanges(self, name: str, session: Session) -> None:
        del name
        exchanging.exchange(session)

    def one_of(self, name: str, session: Session) -> EntryId:
        del name
        pages = session.library.own_entries()
        if not pages:
            raise NotPossible
        return self.chance.choice(pages).id

    def nothing_is_open_too_early(self) -> None:
        """What someone has sealed and not opened is in nobody else's hands."""
        for name, other in (("Ana", "Ben"), ("Ben", "Ana")):
            session, reader = self.sessions[name], self.sessions[other]
            theirs = {one.words for one in reader.library.offered_entries()}
            for page in session.library.own_entries():
                if reading.visibility(session, page.id) is Visibility.SEALED:
                    assert self.written[name].get(page.id) not in theirs

    def is_sealed_and_answered(self, pair: frozenset[EntryId]) -> bool:
        """Whether one of these was sealed, and the other is of the same prompt."""
        asked = {self.asked.get(one) for one in pair}
        return bool(pair & self.ever_sealed) and any(
            asked <= {*both} for both in PROMPTS
        )


class cutting:  # noqa: N801 - reads as a verb where it stands
    """Let the lights go out after so many changes have been made durable."""

    def __init__(self, after: int | None) -> None:
        self.left = after
        self.change = Vault.change

    def __enter__(self) -> None:
        if self.left is None:
            return
        change = self.change

        def cut(vault: Vault) -> object:
            assert self.left is not None
            if self.left == 0:
                raise CutOff
            self.left -= 1
            return change(vault)

        Vault.change = cut  # type: ignore[method-assign,assignment]

    def __exit__(self, *_: object) -> None:
        Vault.change = self.change  # type: ignore[method-assign]
