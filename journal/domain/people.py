"""The two people of a journal, in the order in which they met here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from journal.domain.entries import PartnerId

Hue = Literal["a", "b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the two, by the name they chose."""

    id: PartnerId
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two people. Who is first was fixed when they met, not by who is looking."""

    first: Person
    second: Person

    def __iter__(self) -> Iterator[Person]:
        yield self.first
        yield self.second

    @property
    def names(self) -> Mapping[PartnerId, str]:
        """Each person's name by their id."""
        return names_of(self)

    def hue(self, person: PartnerId) -> Hue:
        """Which of the two colours names this person, the same for both readers."""
        return hue_of(self, person)


def names_of(people: Iterable[Person]) -> dict[PartnerId, str]:
    """Return each person's name by their id."""
    return {person.id: person.name for person in people}


def hue_of(people: Iterable[Person], person: PartnerId) -> Hue:
    """Return the first colour for the first person and the second for anyone else."""
    first = next(iter(people), None)
    return "a" if first is not None and first.id == person else "b"
