"""The arc after the words: all of it can be said, unsaid, skipped and read again."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Entry, EntryId, Okay
from journal.domain.payload import offered_body
from journal.errors import NotFound, NotPossible
from journal.services import exchanging, keeping, reading, sharing, writing
from journal.services.about import About, about, with_said
from journal.services.session import Session
from tests.domain.builders import LINES, told
from tests.house import House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]
ALL = About(
    role=Role.BOTH,
    function=SupportFunction.SAFE_HAVEN,
    title="The sink",
    happened_on=date(2026, 11, 20),
    about_when=True,
    context=Context.HARD_DAY,
    signal=Signal.SIDEWAYS,
    signal_held=False,
    underneath="I was afraid you would say no",
    swapped=True,
    ahead=True,
    hoped=frozenset({Response.STAYED_NEAR, Response.ASKED_ABOUT}),
    response=frozenset({Response.CAME_BACK}),
    guess="That you wanted quiet",
    landing=Landing.PARTLY,
    after=Okay(2, None),
    returned_to="slept",
    repairs=EntryId("e" * 32),
    keep="You came back",
)


def responses() -> st.SearchStrategy[frozenset[Response]]:
    return st.frozensets(st.sampled_from(Response))


SAID = st.builds(
    About,
    role=st.none() | st.sampled_from(Role),
    function=st.none() | st.sampled_from(SupportFunction),
    title=st.none() | LINES,
    happened_on=st.none() | st.dates(),
    about_when=st.booleans(),
    context=st.none() | st.sampled_from(Context),
    signal=st.none() | st.sampled_from(Signal),
    signal_held=st.none() | st.booleans(),
    underneath=st.none() | LINES,
    swapped=st.none() | st.booleans(),
    ahead=st.booleans(),
    hoped=responses(),
    response=responses(),
    guess=st.none() | LINES,
    landing=st.none() | st.sampled_from(Landing),
    after=st.none() | st.builds(Okay, st.integers(1, 5), st.none() | st.integers(1, 5)),
    returned_to=st.none() | LINES,
    repairs=st.none() | st.just(EntryId("e" * 32)),
    keep=st.none() | LINES,
)


def test_everything_of_the_arc_is_kept_and_read_again(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "You said not now.", said=ALL)
    assert about(page) == ALL
    assert {one.name for one in fields(About)} <= {one.name for one in fields(Entry)}
    ana = reopened(house, ana, "Ana")
    assert ana.library.own(page.id) == page
    # Writing it anew leaves what was said as it is.
    assert about(revised(ana, page.id, "You said not now, and came back.")) == ALL
    ana.close()


def test_each_can_be_unsaid_again_but_for_the_day(ana: Session) -> None:
    page = wrote(ana, "Tea.", said=ALL)
    unsaid = writing.describe(ana, page.id, About())
    assert about(unsaid) == About(happened_on=ALL.happened_on)


@pytest.mark.parametrize("name", [one.name for one in fields(About)])
def test_each_can_be_said_alone_and_nothing_else_is_said_with_it(
    ana: Session, name: str
) -> None:
    page = wrote(ana, "Tea.")
    said = replace(About(), **{name: getattr(ALL, name)})
    assert about(writing.describe(ana, page.id, said)) == said


@given(SAID)
def test_what_is_said_is_what_is_read(said: About) -> None:
    entry = with_said(told(1), said)
    assert replace(about(entry), title=None) == replace(said, title=None)
    assert with_said(entry, about(entry)) == entry


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SAID)
def test_whatever_is_said_is_sealed_and_comes_back(ana: Session, said: About) -> None:
    day = said.happened_on and min(said.happened_on, ana.today())
    said = replace(said, ahead=False, happened_on=day)
    page = writing.save(ana, writing.new_draft(ana, words="x"), said)
    assert about(page) == about(ana.library.own(page.id))


def test_lines_are_one_line_and_nothing_felt_is_not_kept(ana: Session) -> None:
    said = About(underneath=" a\nb ", guess="\x1b", keep="k" * 500, after=Okay())
    page = wrote(ana, "Tea.", said=said)
    assert (page.underneath, page.guess, page.after) == ("a b", None, None)
    assert page.keep == "k" * 400


def test_what_lay_underneath_and_how_one_felt_stay_with_their_author(
    couple: Couple,
) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.", said=replace(ALL, ahead=False, repairs=None))
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ((side,),) = (one.sides for one in reading.us(ben).moments)
    there = side.entry
    assert (there.underneath, there.after) == (None, None)
    shared = about(there)
    assert shared == replace(about(page), underneath=None, after=None, happened_on=None)
    assert there.day == ALL.happened_on


# Setting out.


def set_out(session: Session, day: date) -> Entry:
    draft = writing.new_draft(session, words="I am going in.", is_ahead=True)
    writing.keep_draft(session, draft)
    (kept,) = writing.drafts(session)
    said = About(happened_on=day, hoped=frozenset({Response.MADE_ROOM}))
    return writing.save(session, kept, said)


def test_what_lies_ahead_says_what_would_help_and_after_the_day_what_came(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = set_out(ana, date(2026, 11, 26))
    assert (page.ahead, page.day) == (True, date(2026, 11, 26))
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    (moment,) = reading.us(ben).moments
    there = moment.sides[0].entry
    assert (there.ahead, moment.day) == (True, date(2026, 11, 26))
    assert there.hoped == {Response.MADE_ROOM}
    came = replace(about(page), returned_to="the job")
    with pytest.raises(NotPossible, match="once that day has come"):
        writing.describe(ana, page.id, came)
    assert about(ana.library.own(page.id)) == about(page)
    house.clock.pass_days(2)
    assert writing.describe(ana, page.id, came).returned_to == "the job"
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    (came_next,) = reading.us(ben).next_things
    assert (came_next.text, came_next.author) == ("the job", ana.identity.id)


def test_what_came_of_a_day_ahead_cannot_be_saved_with_the_page(ana: Session) -> None:
    draft = writing.new_draft(ana, words="I am going in.", is_ahead=True)
    said = About(happened_on=date(2027, 1, 1), returned_to="the job")
    with pytest.raises(NotPossible):
        writing.save(ana, draft, said)
    assert ana.library.own_entries() == ()


@pytest.mark.parametrize(
    "came",
    [
        About(returned_to="the job"),
        About(landing=Landing.LANDED),
        About(response=frozenset({Response.MADE_ROOM})),
    ],
)
def test_nothing_that_came_of_it_can_be_said_before_the_day(
    ana: Session, came: About
) -> None:
    page = set_out(ana, date(2026, 11, 26))
    with pytest.raises(NotPossible, match="once that day has come"):
        writing.describe(
            ana, page.id, replace(came, ahead=True, happened_on=page.happened_on)
        )


def test_a_day_to_come_is_for_what_lies_ahead_alone(ana: Session) -> None:
    page = wrote(ana, "Tea.")
    tomorrow = ana.today() + timedelta(days=1)
    with pytest.raises(NotPossible, match="has not come yet"):
        writing.describe(ana, page.id, About(happened_on=tomorrow))
    with pytest.raises(NotPossible, match="has not come yet"):
        wrote(ana, "Tea.", said=About(happened_on=tomorrow))
    ahead = writing.describe(ana, page.id, About(happened_on=tomorrow, ahead=True))
    assert ahead.day == tomorrow
    # It does not lie ahead after all.
    back = writing.describe(ana, page.id, replace(about(ahead), ahead=False))
    assert (back.happened_on, back.day) == (None, page.written_on)


def test_a_day_that_was_known_stays_where_the_clock_was_set_back(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "Tea.", said=About(happened_on=ana.today()))
    house.clock.pass_days(-3)
    said = replace(about(page), title="Tea")
    assert writing.describe(ana, page.id, said).title == "Tea"
    assert revised(ana, page.id, "Tea, and toast.").day == page.day


def test_a_side_of_what_lies_ahead_tells_of_no_turn_before_its_day(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    page = set_out(ana, date(2026, 11, 26))
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    (moment,) = reading.us(ben).moments
    draft = replace(sharing.tell_my_side(ben, moment.id), words="I will be home.")
    before = writing.save(ben, draft)
    assert (before.ahead, before.has_been) == (True, False)
    house.clock.pass_days(2)
    draft = replace(sharing.tell_my_side(ben, moment.id), words="She came back singing")
    assert not writing.save(ben, draft).ahead


# Coming back to something.


def missed(session: Session) -> Entry:
    said = About(role=Role.CARE_SEEKER, landing=Landing.MISSED, title="The sink")
    page = wrote(session, "I hoped you would ask.", said=said)
    sharing.offer(session, page.id)
    return page


def test_a_need_that_is_seen_only_now_comes_back_to_the_others_page(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    hers = missed(ana)
    pass_on(ana, ben)
    draft = sharing.see_it_now(ben, hers.moment)
    writing.keep_draft(ben, replace(draft, words="I see"))
    writing.keep_draft(ben, writing.new_draft(ben, words="Another."))
    ben = reopened(house, ben, "Ben")
    kept = sharing.see_it_now(ben, hers.moment)
    assert kept.words == "I see"
    page = writing.save(ben, kept, About(role=Role.CAREGIVER))
    assert (page.signal, page.landing, page.repairs) == (
        Signal.NOT_SEEN,
        Landing.LATER,
        hers.id,
    )
    assert page.moment != hers.moment
    assert page.read_other_first is None
    assert sharing.see_it_now(ben, hers.moment).words == ""
    sharing.offer(ben, page.id)
    pass_on(ana, ben)
    for session in (ana, ben):
        (back,) = reading.us(session).coming_back
        assert back.earlier.id == hers.moment
        assert back.later.id == page.moment
    ben.close()


def test_it_can_be_saved_without_a_word_more_or_with_another(couple: Couple) -> None:
    ana, ben = couple
    hers = missed(ana)
    pass_on(ana, ben)
    draft = replace(sharing.see_it_now(ben, hers.moment), words="Now.")
    page = writing.save(ben, draft)
    assert (page.signal, page.landing) == (Signal.NOT_SEEN, Landing.LATER)
    said = About(signal=Signal.SHOWED, landing=Landing.PARTLY)
    page = writing.save(ben, replace(draft, id="ab" * 16), said)
    assert (page.signal, page.landing) == (Signal.SHOWED, Landing.PARTLY)
    assert page.repairs == hers.id


def test_there_is_nothing_to_see_now_in_what_one_told_alone(couple: Couple) -> None:
    ana, _ = couple
    hers = missed(ana)
    with pytest.raises(NotFound):
        sharing.see_it_now(ana, hers.moment)


def test_who_needed_something_else_has_a_page_of_their_own(couple: Couple) -> None:
    ana, ben = couple
    hers = missed(ana)
    pass_on(ana, ben)
    draft = sharing.needed_something_else(ben, hers.moment)
    page = writing.save(ben, replace(draft, words="Quiet, not advice."))
    assert page.moment != hers.moment
    assert (page.repairs, page.read_other_first) == (None, None)
    assert reading.visibility(ben, page.id).value == "private"
    with pytest.raises(NotFound):
        sharing.needed_something_else(ben, page.moment)


def test_an_offered_page_does_not_name_the_private_one_it_comes_back_to(
    couple: Couple,
) -> None:
    ana, ben = couple
    private = wrote(ana, "Sharp words.")
    draft = writing.new_draft(ana, words="We laughed.", repairs=private.id)
    page = writing.save(ana, draft)
    assert page.repairs == private.id
    plain = wrote(ana, "We laughed.")
    for entry in (page, plain):
        sharing.offer(ana, entry.id)
    pass_on(ana, ben)
    by_id = {one.id: one for one in ben.library.offered_entries()}
    assert by_id[page.id].repairs is None
    assert offered_body(by_id[page.id]) == offered_body(by_id[plain.id])
    end = ana.head("us")
    sharing.offer(ana, page.id)
    assert ana.head("us") == end
    # Once both can read the earlier one, offering it again ties the two.
    sharing.offer(ana, private.id)
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    assert len(reading.us(ben).coming_back) == 1
    assert ana.library.own(page.id).repairs == private.id


def test_a_page_that_comes_back_after_a_backup_still_names_what_it_repairs(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    private = wrote(ana, "Sharp words.")
    page = writing.save(
        ana, writing.new_draft(ana, words="We laughed.", repairs=private.id)
    )
    kept = house.home.parent / "kept.leanto"
    keeping.backup(ana, kept)
    revised(ana, page.id, "We laughed, later.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    ana.close()
    ana.vault.path.write_bytes(kept.read_bytes())
    ana = house.unlock("Ana")
    exchanging.exchange(ana)
    again = ana.library.own(page.id)
    assert (again.words, again.repairs) == ("We laughed, later.", private.id)
    ana.close()
