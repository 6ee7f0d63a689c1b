"""Packs: what goes into one, and what can never be found in it."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from hypothesis import given

from journal.domain.as_read import Asked
from journal.domain.attachment import Role, SupportFunction
from journal.domain.bonds import NO_BONDS
from journal.domain.brought import Brought
from journal.domain.counselling import FIRST_READ, Pack
from journal.domain.entries import (
    Entry,
    EntryId,
    MomentId,
    PartnerId,
    PromptId,
    Visibility,
)
from journal.domain.moments import moments_from
from journal.domain.packing import is_changed_since, my_pack, our_pack
from journal.domain.prompts import Depth
from journal.domain.shared_view import shared_view
from journal.domain.striking import Struck, every, seal_of, texts_of
from tests.domain.builders import ANA, BEN, COUPLE, told
from tests.domain.couples_year import (
    a_year,
    bonds_of_a_year,
    histories,
    with_what_is_ones_own,
)

SEEKER, GIVER = Role.CARE_SEEKER, Role.CAREGIVER
SHIPPED = PromptId("base-fear")
ASKED = Asked(
    questions={SHIPPED: "What did your partner do?"}, depths={SHIPPED: Depth.WARM}
)
PEOPLE = (COUPLE.first, COUPLE.second)

TOLD = [
    told(1, BEN, title="Before the interview", role=SEEKER, words="Ben was afraid.",
         returned_to="rang Ines", prompt=SHIPPED, asked="What did Ana do?",
         function=SupportFunction.SAFE_HAVEN),
    told(2, ANA, role=GIVER, words="You practised on me.", read_other_first=True,
         function=SupportFunction.SECURE_BASE),
    told(3, ANA, moment=MomentId("m2"), words="The hall light was on.",
         day=date(2026, 10, 3), role=SEEKER),
]  # fmt: skip
ONE, TWO, THREE = (entry.id for entry in TOLD)
ALL = frozenset({ONE, THREE})


def ours(entries: list[Entry] = TOLD, **said: Any) -> Pack:
    ana = said.pop("ana", Brought(brings=ALL))
    parts = {ANA: ana, BEN: said.pop("ben", Brought())}
    return our_pack(
        moments_from(entries, NO_BONDS, ASKED.questions), PEOPLE, parts, asked=ASKED
    )


def mine(entries: list[Entry] = TOLD, **said: Any) -> Pack:
    brought = Brought(**{"brings": frozenset({TWO, THREE}), **said})
    return my_pack(entries, COUPLE.first, brought, asked=ASKED)


def struck(
    entry: Entry, phrase: str, instead: str = "[left out]"
) -> dict[EntryId, Struck]:
    cuts = {
        name: every(text, phrase, instead) for name, text in texts_of(entry).items()
    }
    return {entry.id: Struck(of=seal_of(entry), cuts=cuts)}


def read(pack: Pack) -> str:
    return str(asdict(pack))


def names_in(pack: Pack) -> list[str]:
    return [one.name for told in pack.all_told for one in told.accounts]


def test_it_holds_what_either_brought_the_oldest_first_with_both_sides() -> None:
    pack = ours()
    assert [one.title for one in pack.moments] == [
        "The hall light was on.",
        "Before the interview",
    ]
    assert names_in(pack) == ["Ana", "Ben", "Ana"]
    assert (pack.first, pack.last) == ("Sat 3 October 2026", "Sun 22 November 2026")
    assert pack.chosen_by == ("Ana",)
    assert ours(ben=Brought(brings=frozenset({TWO}))).chosen_by == ("Ana", "Ben")


def test_nothing_brought_is_an_empty_pack() -> None:
    pack = ours(ana=Brought())
    assert (pack.moments, pack.first, pack.chosen_by) == ((), "", ())
    assert pack.glance.lines == ()


def test_a_question_names_nobody_and_says_how_much_it_asks() -> None:
    account = ours().moments[1].accounts[0]
    assert (account.asked, account.depth) == (
        "What did your partner do?",
        "a warm question",
    )


def test_what_each_reads_of_it_is_said_with_then_and_looking_back() -> None:
    first, second = ours().moments[1].accounts
    assert (first.told_after_reading, second.told_after_reading) == (None, True)
    assert ours([replace(TOLD[0], revision=2)]).moments[0].accounts[0].is_edited
    assert not first.is_edited


def test_where_accounts_differ_is_one_open_line() -> None:
    (line,) = ours().differs
    assert line == (
        "Before the interview: For Ben this was about something hard; "
        "for Ana, about something possible."
    )


def test_a_side_may_be_left_out_and_nothing_tells_that_there_was_one() -> None:
    pack = ours(ben=Brought(leaves=frozenset({ONE})))
    alone = ours([TOLD[1], TOLD[2]], ana=Brought(brings=frozenset({TWO, THREE})))
    assert names_in(pack) == ["Ana", "Ana"]
    assert "interview" not in read(pack)
    assert pack == alone


def test_nobody_leaves_out_what_is_not_theirs() -> None:
    assert ours(ana=Brought(brings=ALL, leaves=frozenset({ONE}))) == ours()
    parts = Brought(brings=ALL, struck=struck(TOLD[0], "afraid"))
    assert "afraid" in read(ours(ana=parts))


def test_a_moment_of_which_every_side_is_left_out_is_not_there() -> None:
    pack = ours(ana=Brought(brings=ALL, leaves=frozenset({THREE})))
    assert [one.title for one in pack.moments] == ["Before the interview"]


def test_what_was_struck_is_nowhere_in_it() -> None:
    parts = Brought(
        struck=struck(TOLD[0], "interview") | struck(TOLD[0], "Ines", "a relative")
    )
    assert "Ines" not in read(ours(ben=parts))
    parts = Brought(struck=struck(TOLD[0], "interview"))
    pack = ours(ben=parts)
    assert "interview" not in read(pack)
    assert pack.moments[1].title == "Before the [left out]"
    assert "Before the [left out]: For Ben" in pack.differs[0]


def test_words_changed_after_they_were_struck_stand_in_no_pack() -> None:
    parts = Brought(struck=struck(TOLD[0], "afraid"))
    changed = replace(TOLD[0], words="Ben was afraid, and said so.")
    pack = ours([changed, *TOLD[1:]], ben=parts)
    assert names_in(pack) == ["Ana", "Ana"]
    assert "afraid" not in read(pack)
    assert is_changed_since(changed, parts)
    assert not is_changed_since(TOLD[0], parts)
    assert not is_changed_since(TOLD[1], parts)


def test_a_name_may_stand_as_an_initial_everywhere() -> None:
    pack = ours(
        ana=Brought(brings=ALL, called="A.", help="Us.", questions="How?"),
        ben=Brought(called="B.", trying="Asking first."),
    )
    assert pack.names == ("A.", "B.")
    assert set(names_in(pack)) == {"A.", "B."}
    assert [one.name for one in (*pack.help, *pack.trying, *pack.questions)] == [
        "A.",
        "B.",
        "A.",
    ]
    assert "for A., about" in pack.differs[0]
    assert "Before the interview: B., afterwards: rang Ines" in pack.glance.lines


def test_days_become_months_for_both_once_either_would_have_it() -> None:
    pack = ours(ben=Brought(by_month=True))
    assert {one.when for one in pack.moments} == {"October 2026", "November 2026"}
    assert (pack.first, pack.last) == ("October 2026", "November 2026")


def test_of_many_those_told_by_both_are_read_first_and_the_others_follow() -> None:
    many = [*TOLD]
    many += [
        told(10 + n, ANA, moment=MomentId(f"x{n}"), day=date(2026, 11, 1 + n))
        for n in range(6)
    ]
    brings = ALL | {one.id for one in many}
    pack = ours(many, ana=Brought(brings=brings))
    assert len(pack.moments) == FIRST_READ
    assert pack.moments[-1].title == "Before the interview"
    assert [one.when for one in pack.further] == [
        "Sat 3 October 2026",
        "Sun 1 November 2026",
        "Mon 2 November 2026",
    ]


def year(**said: Any) -> Pack:
    everything = frozenset(one.id for one in a_year())
    parts = {ANA: Brought(brings=everything, **said), BEN: Brought()}
    told = moments_from(a_year(), bonds_of_a_year(), ASKED.questions)
    return our_pack(told, PEOPLE, parts, asked=ASKED)


def test_a_year_is_seen_at_a_glance() -> None:
    glance = year().glance
    assert glance.lines[0].startswith("Both partners have reached")
    assert any(one.startswith("Came back together: ") for one in glance.lines)
    assert {len(strip.months) for strip in glance.dots} == {len(glance.months)}
    assert len(glance.dots) == 4
    assert len(glance.lines) <= 8


def test_a_side_left_out_leaves_no_dot_behind() -> None:
    told = moments_from(a_year(), bonds_of_a_year(), ASKED.questions)
    everything = frozenset(one.id for one in a_year())
    theirs = frozenset(one.id for one in a_year() if one.author == BEN)
    parts = {ANA: Brought(brings=everything), BEN: Brought(leaves=theirs)}
    pack = our_pack(told, PEOPLE, parts, asked=ASKED)
    assert (pack.glance.dots, pack.glance.span) == ((), "")
    assert "Ben" not in read(replace(pack, names=()))


def test_both_reached_is_said_by_its_title() -> None:
    both = [replace(TOLD[0], role=SEEKER), replace(TOLD[1], role=SEEKER)]
    pack = ours(both)
    assert "Both reached: Before the interview." in pack.glance.lines
    assert pack.moments[0].said == ("Both tell this as reaching.",)


@given(histories())
def test_both_make_the_same_pack_whatever_else_each_has(entries: list[Entry]) -> None:
    brings = {
        person: Brought(
            brings=frozenset(one.id for one in entries if one.author == person)
        )
        for person in (ANA, BEN)
    }

    def seen_by(person: PartnerId) -> Pack:
        held = [
            with_what_is_ones_own(one) if one.author == person else one
            for one in entries
            if one.author == person or one.visibility is Visibility.OFFERED
        ]
        view = shared_view(held[::-1], people=PEOPLE, questions=ASKED.questions)
        return our_pack(view.moments, PEOPLE, brings, asked=ASKED)

    assert seen_by(ANA) == seen_by(BEN)
    assert seen_by(ANA).digest() == seen_by(BEN).digest()


# One's own pack.


def test_my_pack_has_my_side_and_no_hint_that_there_is_another() -> None:
    pack = mine()
    assert names_in(pack) == ["Ana", "Ana"]
    assert pack.names == ("Ana",)
    without_ben = [replace(one, read_other_first=None) for one in TOLD[1:]]
    assert pack == mine(without_ben)
    assert all(
        one.told_after_reading is None for t in pack.moments for one in t.accounts
    )


def test_my_pack_takes_private_pages_when_they_are_chosen_and_no_other() -> None:
    private = [replace(one, visibility=Visibility.PRIVATE) for one in TOLD]
    assert [one.title for one in mine(private).moments] == [
        "The hall light was on.",
        "You practised on me.",
    ]
    assert mine(private, brings=frozenset({THREE, ONE})).chosen_by == ("Ana",)
    assert len(mine(private, brings=frozenset({THREE, ONE})).moments) == 1


def test_my_pack_holds_no_question_of_the_others() -> None:
    theirs = replace(
        TOLD[2], prompt=PromptId("own-" + "c" * 32), asked="Ben asks this?"
    )
    assert "Ben asks" not in read(mine([theirs]))
    known = replace(ASKED, own=frozenset({PromptId("own-" + "c" * 32)}))
    brought = Brought(brings=frozenset({THREE}))
    pack = my_pack([theirs], COUPLE.first, brought, asked=known)
    assert pack.moments[0].accounts[0].asked == "Ben asks this?"


def test_in_my_pack_too_what_was_struck_is_gone() -> None:
    assert "hall" not in read(mine(struck=struck(TOLD[2], "hall")))
    asked = replace(TOLD[2], prompt=PromptId("own-1"), asked="Ben asks about the hall?")
    assert "asks" not in read(mine([asked], struck=struck(asked, "light")))
    changed = replace(TOLD[2], words="The hall light was off.")
    assert mine([changed], struck=struck(TOLD[2], "hall")).moments == ()


def test_my_pack_says_which_words_were_changed_later() -> None:
    pack = my_pack(
        TOLD, COUPLE.first, Brought(brings=frozenset({THREE})), asked=ASKED,
        reworded={THREE},
    )  # fmt: skip
    assert pack.moments[0].accounts[0].is_edited
    assert not mine([replace(TOLD[2], revision=9)]).moments[0].accounts[0].is_edited
