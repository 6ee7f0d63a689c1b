"""Random histories of what two people say about what they tell, cut off at random."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history
from typing import TypeVar

import pytest
from typing_extensions import override

from journal.domain import moments
from journal.domain.bonds import Pairing, Thanks
from journal.domain.entries import EntryId
from journal.domain.joining import own_moment
from journal.domain.moments import Moment
from journal.domain.shared_view import as_json
from journal.errors import NotPossible
from journal.services import bonds, exchanging, naming, reading, sharing, writing
from journal.services.session import US, Session
from tests.house import House, two
from tests.services.histories import Couple, Doing

Of = TypeVar("Of")


def some(found: Sequence[Of]) -> Sequence[Of]:
    """What there is to choose from, if there is anything."""
    if not found:
        raise NotPossible
    return found


@dataclass
class Bonded(Couple):
    """Two who say things about what they tell; each yes is remembered here."""

    said_one: dict[Pairing, set[str]] = field(default_factory=dict)
    parted: set[Pairing] = field(default_factory=set)

    @override
    def doings(self) -> tuple[Doing, ...]:
        return (
            *super().doings(),
            self.offers_new,
            self.offers_new,
            self.offers_new,
            self.tells_a_side,
            self.tells_a_side,
            self.asks,
            self.stops_asking,
            self.declines,
            self.links,
            self.links,
            self.agrees_to_link,
            self.agrees_to_link,
            self.agrees_to_link,
            self.agrees_to_link,
            self.unlinks,
            self.unlinks,
            self.thanks,
            self.lets_return,
            self.names,
            self.agrees_to_a_name,
        )

    def offers_new(self, name: str, session: Session) -> None:
        sharing.offer(session, self.page(name, session, None))

    def tells_a_side(self, name: str, session: Session) -> None:
        told = self.chance.choice(some(reading.us(session).moments))
        draft = sharing.tell_my_side(session, told.id)
        words = self.new_words(name)
        entry = writing.save(
            session, writing.Draft(id=draft.id, words=words, moment=draft.moment)
        )
        self.written[name][entry.id] = words
        sharing.offer(session, entry.id)

    def asks(self, name: str, session: Session) -> None:
        bonds.ask(session, self.one_of(name, session))

    def stops_asking(self, name: str, session: Session) -> None:
        bonds.stop_asking(session, self.one_of(name, session))

    def declines(self, name: str, session: Session) -> None:
        del name
        before = session.head(US), session.vault.outbox()
        theirs = self.one_told(session, mine=False)
        beside = self.chance.choice([None, self.one_told(session, mine=True)])
        bonds.decline(session, theirs, beside=beside)
        assert (session.head(US), session.vault.outbox()) == before
        if beside is None:
            for told in reading.us(session).moments:
                if any(side.entry.id == theirs for side in told.sides):
                    assert not bonds.is_asked(session, told.id)

    def links(self, name: str, session: Session) -> None:
        found = bonds.suggestions(session)
        mine, theirs = self.chance.choice(some(found))
        self.says_one(name, session, mine.id, theirs.id)

    def agrees_to_link(self, name: str, session: Session) -> None:
        me = session.identity.id
        partner, _ = session.partners_stream()
        asked = some(sorted(map(sorted, session.sayings.linked_by(partner))))
        pair = self.chance.choice(asked)
        mine = [one for one in pair if session.library.offered(me, EntryId(one))]
        theirs = [one for one in pair if one not in mine]
        self.says_one(
            name,
            session,
            EntryId(self.chance.choice(some(mine))),
            EntryId(self.chance.choice(some(theirs))),
        )

    def says_one(
        self, name: str, session: Session, mine: EntryId, theirs: EntryId
    ) -> None:
        self.said_one.setdefault(frozenset({mine, theirs}), set()).add(name)
        bonds.link(session, mine, theirs)

    def unlinks(self, name: str, session: Session) -> None:
        del name
        both = [one for one in reading.us(session).moments if len(one.sides) > 1]
        told = self.chance.choice(some(both))
        bonds.unlink(session, told.id)
        self.parted.add(frozenset(side.entry.id for side in told.sides))

    def thanks(self, name: str, session: Session) -> None:
        del name
        words = self.chance.choice([None, *Thanks])
        bonds.thank(session, self.one_told(session, mine=False), words)

    def lets_return(self, name: str, session: Session) -> None:
        del name
        entry = self.one_told(session, mine=self.chance.random() < 0.5)
        bonds.let_return(session, entry, kept=self.chance.random() < 0.7)

    def names(self, name: str, session: Session) -> None:
        known = [one.id for one in session.sayings.seasons.said_by(session.identity.id)]
        naming.propose_season(
            session,
            f"{name}'s winter",
            first=date(2026, 1, self.chance.randint(1, 28)),
            is_hard=self.chance.random() < 0.5,
            season=self.chance.choice([None, *known]),
        )

    def agrees_to_a_name(self, name: str, session: Session) -> None:
        del name
        found = some(naming.proposed_seasons(session))
        naming.agree_season(session, self.chance.choice(found).id)

    def one_told(self, session: Session, *, mine: bool) -> EntryId:
        me = session.identity.id
        entries = session.library.offered_entries()
        return self.chance.choice(
            some([one.id for one in entries if (one.author == me) is mine])
        )

    @override
    def holds(self) -> None:
        super().holds()
        for session in self.sessions.values():
            for told in reading.us(session).moments:
                self.is_as_they_said(told)

    def is_as_they_said(self, told: Moment) -> None:
        """Nothing stands beside the other's that both have not put there."""
        authors = {side.author for side in told.sides}
        assert len(authors) == len(told.sides)
        if len(told.sides) == 1:
            return
        pair = frozenset(side.entry.id for side in told.sides)
        named = {side.entry.moment for side in told.sides}
        # Either one was told in answer to the other, or both have said that it is one.
        is_answer = len(named) == 1 or bool(named & set(map(own_moment, pair)))
        is_answer = is_answer or self.is_sealed_and_answered(pair)
        assert is_answer or self.said_one.get(pair) == {"Ana", "Ben"}


def everything_seen(session: Session) -> tuple[object, ...]:
    """What both have in common, in all its parts."""
    held = session.bonds()
    entries = session.library.offered_entries()
    return (
        as_json(reading.us(session)),
        held,
        moments.moments_from(entries, held),
        moments.suggestions(entries, held),
    )


def own_view(session: Session) -> tuple[object, ...]:
    """What one person sees that the other may not."""
    told = reading.us(session).moments
    return (
        [bonds.is_asked(session, one.id) for one in told],
        [bonds.asks(session, one.id) for one in told],
        [(mine.id, theirs.id) for mine, theirs in bonds.suggestions(session)],
        naming.proposed_seasons(session),
    )


@pytest.mark.parametrize("seed", range(60))
def test_whatever_they_say_both_end_with_the_same_and_nobody_else_knows_a_no(
    tmp_path: Path, seed: int
) -> None:
    house = House(tmp_path / "home")
    ana, ben = two(house)
    couple = Bonded(house, Random(seed))  # noqa: S311 - a history, not a key
    couple.sessions = {"Ana": ana, "Ben": ben}
    couple.written = {"Ana": {}, "Ben": {}}
    for _ in range(50):
        couple.step()
    for _ in range(4):
        for session in couple.sessions.values():
            exchanging.exchange(session)
    couple.holds()
    seen = [everything_seen(session) for session in couple.sessions.values()]
    assert seen[0] == seen[1]
    for told in reading.us(couple.sessions["Ana"]).moments:
        assert frozenset(side.entry.id for side in told.sides) not in couple.parted
    for name, session in couple.sessions.items():
        own = own_view(session)
        session.close()
        with house.open(name, exchange=False) as again:
            assert everything_seen(again) == seen[0]
            assert own_view(again) == own
            assert not [t for t in again.troubles if t.exit_code == 4]
