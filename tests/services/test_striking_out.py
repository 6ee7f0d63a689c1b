"""Striking out of one's own part of a pack, and the names that are left in it."""

from dataclasses import asdict, replace

import pytest

from journal.domain.entries import EntryId
from journal.domain.striking import LEFT_OUT, Cut, every
from journal.errors import NotFound, NotPossible
from journal.services import (
    pack_words,
    packing,
    sharing,
    shipped,
    striking_out,
    writing,
)
from journal.services.about import About
from journal.services.pack_words import Typing
from journal.services.packing import Whose
from journal.services.session import US, Session
from tests.house import House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]
PROMPT = shipped.library().prompts()[0].id
MINE, OURS = Whose.MINE, Whose.OURS
WORDS = "I rang my sister Ines. Ines told Ben about Paris."


@pytest.fixture
def entry(couple: Couple) -> EntryId:
    """A telling of Ana's that stands in both of her packs; one of Ben's is in ours."""
    ana, ben = couple
    about = About(title="Ines rang")
    found = writing.save(ana, writing.new_draft(ana, words=WORDS), about)
    sharing.offer(ana, found.id)
    theirs = wrote(ben, "Zora was there.")
    sharing.offer(ben, theirs.id)
    pass_on(ana, ben)
    packing.bring(ana, OURS, [found.id, theirs.id])
    packing.bring(ana, MINE, [found.id])
    pass_on(ana, ben)
    return found.id


def names(session: Session, whose: Whose = OURS) -> set[str]:
    return set(striking_out.names_in(session, whose))


def read(session: Session, whose: Whose = OURS) -> str:
    return str(asdict(packing.bench(session, whose).pack))


def test_what_can_be_struck_are_the_texts_as_they_stand(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    found = striking_out.struckable(ana, OURS, entry)
    assert found.texts == {"title": "Ines rang", "words": WORDS}
    assert (found.cuts, found.is_changed) == ({}, False)
    cuts = {"words": every(WORDS, "Ines", "a relative")}
    packing.strike(ana, OURS, entry, cuts)
    assert striking_out.struckable(ana, OURS, entry).cuts == cuts
    with pytest.raises(NotFound):
        striking_out.struckable(ben, OURS, entry)


def test_of_an_entry_changed_since_no_cut_holds(couple: Couple, entry: EntryId) -> None:
    ana, _ = couple
    packing.strike(ana, MINE, entry, {"words": every(WORDS, "Ines", "I.")})
    revised(ana, entry, "Ines again.")
    found = striking_out.struckable(ana, MINE, entry)
    assert (found.cuts, found.is_changed) == ({}, True)
    # What stays out until it is looked at has no names to look at yet.
    assert "Ines" not in names(ana, MINE)


def test_the_question_of_the_library_is_not_ones_own_to_strike(ana: Session) -> None:
    draft = writing.new_draft(ana, words=WORDS)
    asked = replace(draft, prompt=PROMPT, asked="What did Ben see?")
    entry = writing.save(ana, asked)
    assert "asked" not in striking_out.struckable(ana, MINE, entry.id).texts
    own = replace(draft, prompt=None, asked="Which Paris?")
    entry = writing.save(ana, own)
    assert "asked" in striking_out.struckable(ana, MINE, entry.id).texts


def test_names_are_looked_for_in_all_that_is_mine_and_in_nothing_else(
    couple: Couple, entry: EntryId
) -> None:
    ana, ben = couple
    part = packing.bench(ana, OURS).part
    packing.change(ana, OURS, replace(part, help="How Mia sleeps.", called="A."))
    assert names(ana) == {"Ines", "Ben", "Paris", "Mia"}
    pass_on(ana, ben)
    assert names(ben) == {"Zora"}
    packing.leave_out(ana, entry)
    assert names(ana) == {"Mia"}


@pytest.mark.usefixtures("entry")
def test_something_else_stands_for_a_name_wherever_it_stood(couple: Couple) -> None:
    ana, ben = couple
    for whose in Whose:
        part = packing.bench(ana, whose).part
        packing.change(ana, whose, replace(part, questions="Why did Ines ring?"))
        striking_out.put_instead(ana, whose, "Ines", "a relative")
        assert "Ines" not in read(ana, whose)
        assert "Why did a relative ring?" in read(ana, whose)
        assert "my sister a relative. a relative told Ben" in read(ana, whose)
        assert names(ana, whose) == {"Ben", "Paris"}
    pass_on(ana, ben)
    assert "Ines" not in read(ben)


def test_what_is_hidden_already_stays_hidden_as_it_is(
    couple: Couple, entry: EntryId
) -> None:
    ana, _ = couple
    start = WORDS.index("my sister")
    wide = Cut(start, start + len("my sister Ines"), LEFT_OUT)
    packing.strike(ana, OURS, entry, {"words": (wide,)})
    striking_out.put_instead(ana, OURS, "Ines", "I.")
    assert "I rang [left out]. I. told Ben" in read(ana)
    assert "sister" not in read(ana)


# What is typed in front of it.


def test_what_is_typed_is_kept_here_alone_until_it_is_put_in(
    couple: Couple, entry: EntryId, house: House
) -> None:
    ana, _ = couple
    end = ana.head(US)
    typing = Typing(ana, OURS, "help")
    typing.keep("word " * 90, 1)
    typing.keep("older", 1)
    assert ana.head(US) == end
    ana = reopened(house, ana, "Ana")
    assert pack_words.unfinished(ana, OURS) == {"help": "word " * 90}
    assert pack_words.unfinished(ana, MINE) == {}
    # What one says in a pack of one's own takes nothing of it away.
    packing.bring(ana, MINE, [entry])
    again = Typing(ana, OURS, "help")
    with pytest.raises(NotPossible, match="90 words"):
        again.put("word " * 90)
    assert pack_words.unfinished(ana, OURS)
    again.put("Saying it sooner.")
    again.keep("late", 9)
    assert pack_words.unfinished(ana, OURS) == {}
    assert "Saying it sooner." in read(ana)
    ana.close()


@pytest.mark.parametrize("what", pack_words.WHATS)
def test_each_text_is_put_where_it_belongs(ana: Session, what: pack_words.What) -> None:
    Typing(ana, MINE, what).put("In my words.")
    assert getattr(packing.bench(ana, MINE).part, what) == "In my words."


def test_what_is_said_already_is_not_unfinished(ana: Session) -> None:
    typing = Typing(ana, MINE, "trying")
    typing.keep("Going first.", 1)
    typing.keep("", 2)
    assert pack_words.unfinished(ana, MINE) == {}
