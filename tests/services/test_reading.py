"""What a person sees: today, my journal, Us, Mine, and what is found."""

import pytest

from journal.domain.attachment import Role
from journal.domain.drawing_returning import then_and_now_block
from journal.domain.entries import MomentId, PromptId, Visibility
from journal.domain.marks import Tone
from journal.domain.prompts import PLACEHOLDER, Care, PromptRole
from journal.domain.shared_view import Chosen, as_json
from journal.errors import NotFound
from journal.services import asking, exchanging, reading, sharing, writing
from journal.services.arriving import Arrivals
from journal.services.session import Session
from journal.services.shipped import library, questions
from tests.house import NOON, House, pass_on, reopened, revised, wrote

Couple = tuple[Session, Session]


def test_today_has_the_prompt_and_the_unfinished_pages(ana: Session) -> None:
    writing.keep_draft(ana, writing.new_draft(ana, words="Half."))
    today = reading.today(ana)
    assert today.day == NOON.date()
    assert today.table == asking.table(ana)
    assert [draft.words for draft in today.drafts] == ["Half."]
    assert (today.arrivals, today.wishes) == (Arrivals(), ())


def test_my_journal_is_mine_alone_newest_day_first(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    sharing.offer(ben, wrote(ben, "His.").id)
    first = wrote(ana, "First.")
    house.clock.pass_days(1)
    second = wrote(ana, "Second.")
    pass_on(ana, ben)
    assert [page.id for page in reading.my_journal(ana)] == [second.id, first.id]


def test_mine_shows_my_side_only_private_or_not(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Offered.")
    sharing.offer(ana, page.id)
    private = wrote(ana, "Private.", said=writing.About(role=Role.CAREGIVER))
    exchanging.exchange(ben)
    sharing.offer(ben, wrote(ben, "His side.", moment=page.moment).id)
    pass_on(ana, ben)
    moments = reading.mine(ana).moments
    assert {one.sides[0].entry.words for one in moments} == {"Offered.", "Private."}
    assert all(len(one.sides) == 1 for one in moments)
    (chosen,) = reading.mine(ana, Chosen(role=Role.CAREGIVER)).moments
    assert chosen.id == private.moment
    assert reading.my_moment(ana, private.moment) == chosen
    with pytest.raises(NotFound):
        reading.my_moment(ana, MomentId("0" * 32))
    # That it is drawn like an offered one changes nothing of who may read it.
    assert ana.library.own(private.id).visibility is Visibility.PRIVATE


def test_us_is_the_same_whatever_either_writes_alone(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.")
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    before = as_json(reading.us(ana))
    revised(ana, page.id, "Coffee.")
    wrote(ana, "Private.", moment=page.moment)
    wrote(ben, "Private too.", moment=page.moment)
    pass_on(ana, ben)
    assert as_json(reading.us(ana)) == as_json(reading.us(ben)) == before


def told_in_answer(session: Session, question: PromptId | None, asked: str) -> None:
    draft = writing.new_draft(session, words="Tea.", prompt=question, asked=asked)
    sharing.offer(session, writing.save(session, draft).id)


@pytest.mark.parametrize("opener", [0, 1])
def test_what_answers_a_question_has_one_title_for_both_and_no_name_in_it(
    couple: Couple, opener: int
) -> None:
    writer = couple[opener]
    for role in PromptRole:
        asks = [one for one in library().prompts(role=role) if one.care is Care.NONE]
        # One that speaks of the partner, where such a question ever does.
        answered = max(asks, key=lambda one: PLACEHOLDER in one.text)
        told_in_answer(writer, answered.id, asking.asked(writer, answered))
        told_in_answer(writer, answered.id, asking.asked(writer, answered))
    gone = "What would Ana or Ben like?"
    told_in_answer(writer, PromptId("comfort-gone"), gone)
    told_in_answer(writer, None, gone)
    pass_on(*couple)
    hers, his = (reading.us(session) for session in couple)
    assert as_json(hers) == as_json(his)
    assert [one.title for one in hers.moments] == [one.title for one in his.moments]
    titles = {one.title for one in hers.moments}
    assert "Tea." in titles
    assert any("your partner" in title for title in titles)
    for drawn in (hers, his):
        lines = then_and_now_block(drawn, width=73, measure=len)
        asked = [span.text for line in lines for span in line if span.tone is Tone.BOLD]
        assert asked
        for said in (*titles, *asked):
            assert "Ana" not in said
            assert "Ben" not in said


def test_every_question_can_be_said_without_a_name() -> None:
    for prompt, said in questions().items():
        assert PLACEHOLDER not in said, prompt
        assert said[0].isupper() or not said[0].isalpha(), prompt


def test_find_looks_at_my_words_and_at_titles_never_at_the_others_words(
    couple: Couple, house: House
) -> None:
    ana, ben = couple
    named = wrote(ana, "A lighthouse.", said=writing.About(title="The sink"))
    unnamed = wrote(ana, "A harbour at night.")
    for page in (named, unnamed):
        sharing.offer(ana, page.id)
    pass_on(ana, ben)
    for session in (ben, reopened(house, ben, "Ben")):
        if session.is_locked:
            continue
        for words in ("lighthouse", "harbour", "night"):
            found = reading.find(session, words)
            assert (found.entries, found.moments) == ((), ())
        assert [one.id for one in reading.find(session, "sink").moments] == [
            named.moment
        ]
        session.close()
    mine = reading.find(ana, "harb")
    assert [one.id for one in mine.entries] == [unnamed.id]
    assert [one.id for one in reading.find(ana, "the sink").moments] == [named.moment]


def test_a_title_that_was_withdrawn_is_found_no_more(couple: Couple) -> None:
    ana, ben = couple
    page = wrote(ana, "Tea.", said=writing.About(title="The sink"))
    sharing.offer(ana, page.id)
    pass_on(ana, ben)
    writing.delete(ana, page.id)
    pass_on(ana, ben)
    for session in couple:
        found = reading.find(session, "sink")
        assert (found.entries, found.moments) == ((), ())


def test_an_entry_that_is_not_offered_is_not_called_changed(ana: Session) -> None:
    page = wrote(ana, "Tea.")
    assert not reading.is_changed_since_offered(ana, page.id)
