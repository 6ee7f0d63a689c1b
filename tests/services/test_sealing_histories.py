"""Random histories of two people, cut off at random: nothing opens early, and in the
end both see the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history

import pytest

from journal.domain.entries import EntryId, PromptId, Visibility
from journal.domain.prompts import PromptRole
from journal.domain.shared_view import as_json
from journal.errors import NotPossible
from journal.services import (
    asking,
    exchanging,
    loading,
    reading,
    sealing,
    sharing,
    writing,
)
from journal.services.session import Session
from journal.storage.vault import Vault
from tests.house import House, two

PROMPTS = [
    (one.id, one.mirror)
    for one in asking.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
][:2]


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
    count: int = 0

    def step(self) -> None:
        """One of them does something, and may be cut off in the middle."""
        name = self.chance.choice(("Ana", "Ben"))
        session = self.sessions[name]
        doing: Callable[[str, Session], None] = self.chance.choice(
            (
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
        )
        cut_at = self.chance.choice((None, None, None, 0, 1, 2, 3))
        try:
            with cutting(cut_at):
                doing(name, session)
        except NotPossible:
            pass
        except CutOff:
            session.close()
            self.sessions[name] = self.house.unlock(name)
            loading.load(self.sessions[name])
        self.nothing_is_open_too_early()

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
        return entry.id

    def writes(self, name: str, session: Session) -> None:
        self.page(name, session, None)

    def seals(self, name: str, session: Session) -> None:
        prompt = self.chance.choice(self.chance.choice(PROMPTS))
        sharing.seal(session, self.page(name, session, prompt))

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


@pytest.mark.parametrize("seed", range(60))
def test_any_history_opens_nothing_early_and_ends_the_same_for_both(
    tmp_path: Path, seed: int
) -> None:
    house = House(tmp_path / "home")
    ana, ben = two(house)
    couple = Couple(house, Random(seed))  # noqa: S311 - a history, not a key
    couple.sessions = {"Ana": ana, "Ben": ben}
    couple.written = {"Ana": {}, "Ben": {}}
    for _ in range(25):
        couple.step()
    for _ in range(4):
        for session in couple.sessions.values():
            exchanging.exchange(session)
    views = [as_json(reading.us(session)) for session in couple.sessions.values()]
    assert views[0] == views[1]
    for name, other in (("Ana", "Ben"), ("Ben", "Ana")):
        mine, theirs = couple.sessions[name], couple.sessions[other]
        answered = theirs.offers.all_names_answered(theirs.identity.id)
        # Nothing that was answered is still shut.
        for sealed in mine.offers.all_sealed(mine.identity.id):
            assert sealed.name not in answered
        # And all is as it was after it is read anew.
        mine.close()
        with house.open(name, exchange=False) as again:
            assert as_json(reading.us(again)) == views[0]
            assert not [t for t in again.troubles if t.exit_code == 4]
