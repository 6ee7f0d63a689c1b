"""Write, keep, revise, say a little, delete: nothing typed is lost."""

from datetime import date, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.crypto.format import Json, encode_json, pad
from journal.crypto.primitives import seal_box
from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import EntryId, MomentId, PromptId
from journal.domain.text import WORDS_LIMIT_BYTES, clean_words
from journal.errors import Damaged, NoRoom, NotFound, NothingWritten, TooLong
from journal.services import writing
from journal.services.session import SELF, Session
from tests.house import NOON, House, leave_no_room, reopened, revised, wrote

HARD = [
    "a\x00b",
    "\x1b[31mred\x1b[0m",
    "one\r\ntwo\rthree\x85four",
    "\u202eback\u2066wards",
    "lone \ud800 surrogate",
    "e\u0301 and ﬁ",
    "👩🏽‍🚀 漢字 עברית",
    "\n\n  indented\n\n",
    "[@click=app.quit]x[/] {partner} %s \\u0000",
]


@pytest.mark.parametrize("raw", HARD)
def test_words_come_back_as_they_were_kept(
    ana: Session, house: House, raw: str
) -> None:
    page = wrote(ana, raw)
    assert page.words == clean_words(raw)
    again = reopened(house, ana, "Ana")
    assert again.library.own(page.id) == page
    assert not set(page.words) & set("\x00\x1b\r\u202e\u2066\ud800")
    again.close()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.text(min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_any_words_are_read_as_they_were_saved(ana: Session, raw: str) -> None:
    try:
        page = wrote(ana, raw)
    except NothingWritten:
        assert not clean_or_nothing(raw)
        return
    sealed = writing.versions(ana, page.id)
    assert [one.words for one in sealed] == [clean_words(raw)]


def clean_or_nothing(raw: str) -> str:
    try:
        return clean_words(raw)
    except NothingWritten:
        return ""


def test_a_long_page_of_two_hundred_kilobytes_comes_back_whole(
    ana: Session, house: House
) -> None:
    words = "".join(chr(0x4E00 + n % 5000) for n in range(66_000))
    page = wrote(ana, words)
    again = reopened(house, ana, "Ana")
    assert again.library.own(page.id).words == words
    again.close()


def test_up_to_256_kib_is_kept_and_one_byte_more_is_not(ana: Session) -> None:
    wrote(ana, "x" * WORDS_LIMIT_BYTES)
    draft = writing.new_draft(ana, words="x" * (WORDS_LIMIT_BYTES + 1))
    writing.keep_draft(ana, draft)
    with pytest.raises(TooLong):
        writing.save(ana, draft)
    assert writing.drafts(ana)[0].words == draft.words


@pytest.mark.parametrize("nothing", ["", " \n\t ", "\x00\x1b", "\u2028"])
def test_an_empty_page_is_not_an_entry_and_its_draft_stays(
    ana: Session, nothing: str
) -> None:
    draft = writing.new_draft(ana, words=nothing)
    writing.keep_draft(ana, draft)
    with pytest.raises(NothingWritten):
        writing.save(ana, draft)
    assert [one.id for one in writing.drafts(ana)] == [draft.id]
    assert ana.library.own_entries() == ()


# Unfinished pages


def test_a_draft_is_kept_as_it_is_typed_and_goes_when_it_is_saved(
    ana: Session, house: House
) -> None:
    draft = writing.new_draft(
        ana,
        prompt=PromptId("comfort-left-steadier"),
        asked="What did you see?",
        moment=MomentId("ab" * 16),
    )
    for words in ("I", "I k", "I kept"):
        kept = writing.Draft(
            id=draft.id,
            words=words,
            prompt=draft.prompt,
            asked=draft.asked,
            moment=draft.moment,
        )
        writing.keep_draft(ana, kept)
    again = reopened(house, ana, "Ana")
    (found,) = writing.drafts(again)
    assert (found.words, found.prompt, found.asked) == (
        "I kept",
        draft.prompt,
        draft.asked,
    )
    assert (found.moment, found.entry, found.kept_on) == (
        draft.moment,
        None,
        NOON.date(),
    )
    page = writing.save(again, found)
    assert (page.words, page.prompt, page.moment) == (
        "I kept",
        draft.prompt,
        draft.moment,
    )
    assert writing.drafts(again) == ()
    again.close()


def test_drafts_stand_with_the_latest_first(ana: Session, house: House) -> None:
    for words in ("Old.", "New."):
        writing.keep_draft(ana, writing.new_draft(ana, words=words))
        house.clock.pass_days(1)
    assert [one.words for one in writing.drafts(ana)] == ["New.", "Old."]


def test_revising_goes_on_with_the_unfinished_page(ana: Session) -> None:
    page = wrote(ana, "Saved.")
    draft = writing.draft_of(ana, page.id)
    assert (draft.words, draft.entry, draft.moment) == ("Saved.", page.id, page.moment)
    writing.keep_draft(ana, writing.Draft(id=draft.id, words="Half", entry=page.id))
    assert writing.draft_of(ana, page.id).words == "Half"
    other = wrote(ana, "Another.")
    assert writing.draft_of(ana, other.id).words == "Another."
    with pytest.raises(NotFound):
        writing.draft_of(ana, EntryId("0" * 32))


def test_a_dropped_draft_is_gone_from_the_file(ana: Session) -> None:
    draft = writing.new_draft(ana, words="Not this.")
    writing.keep_draft(ana, draft)
    ((_, box),) = ana.vault.drafts()
    writing.drop_draft(ana, draft)
    assert writing.drafts(ana) == ()
    for file in ana.vault.path.parent.iterdir():
        assert box[40:100] not in file.read_bytes()


def test_a_damaged_draft_is_said_and_hides_no_other(ana: Session) -> None:
    writing.keep_draft(ana, writing.new_draft(ana, words="Sound."))
    with ana.vault.change() as change:
        change.put_draft(b"x" * 16, b"not a box")
    assert [one.words for one in writing.drafts(ana)] == ["Sound."]
    assert [type(one) for one in ana.troubles] == [Damaged]


@pytest.mark.parametrize(
    "body",
    [
        {"words": 3, "kept_on": "2026-11-24"},
        {"words": "x"},
        {"words": "x", "kept_on": "one day"},
    ],
)
def test_a_draft_of_another_shape_is_said(ana: Session, body: dict[str, Json]) -> None:
    id_ = b"d" * 16
    box = seal_box(
        ana.identity.draft_key,
        "draft",
        id_,
        pad(encode_json(body)),
        random=ana.conditions.random,
    )
    with ana.vault.change() as change:
        change.put_draft(id_, box)
    assert writing.drafts(ana) == ()
    assert len(ana.troubles) == 1


# Revisions, and what is said about an entry


def test_every_version_is_kept_first_one_first(ana: Session, house: House) -> None:
    page = wrote(ana, "One.")
    for words in ("Two.", "Three."):
        house.clock.pass_days(1)
        revised(ana, page.id, words)
    again = reopened(house, ana, "Ana")
    versions = writing.versions(again, page.id)
    assert [one.words for one in versions] == ["One.", "Two.", "Three."]
    assert [one.revision for one in versions] == [1, 2, 3]
    assert {one.written_on for one in versions} == {NOON.date()}
    assert {one.moment for one in versions} == {page.moment}
    again.close()


def test_what_is_said_changes_no_word_and_saying_it_again_writes_nothing(
    ana: Session,
) -> None:
    page = wrote(ana, "Tea.")
    said = writing.About(
        role=Role.CARE_SEEKER,
        function=SupportFunction.SAFE_HAVEN,
        title="The \x1bsink\n",
        happened_on=date(2026, 11, 20),
        returned_to="slept",
    )
    described = writing.describe(ana, page.id, said)
    assert described.words == "Tea."
    assert described.title == "The sink"
    end = ana.head(SELF)
    assert writing.describe(ana, page.id, said) == described
    assert ana.head(SELF) == end
    assert writing.about(described).role is Role.CARE_SEEKER
    unsaid = writing.describe(ana, page.id, writing.About(title="\x1b"))
    assert (unsaid.title, unsaid.role, unsaid.day) == (None, None, date(2026, 11, 20))


def test_what_is_said_may_be_saved_at_once(ana: Session) -> None:
    page = wrote(ana, "Tea.", said=writing.About(role=Role.BOTH))
    assert (page.revision, page.role) == (1, Role.BOTH)


def test_the_day_is_the_writers_own(ana: Session, house: House) -> None:
    east = timezone(timedelta(hours=14))
    house.clock.now = NOON.astimezone(east)
    page = wrote(ana, "Already tomorrow here.")
    assert page.written_on == date(2026, 11, 25)
    again = reopened(house, ana, "Ana")
    assert again.library.own(page.id).day == date(2026, 11, 25)
    again.close()


# Deleting


def test_deleting_takes_every_version_and_draft_and_leaves_the_rest(
    ana: Session, house: House
) -> None:
    page, stays = wrote(ana, "One."), wrote(ana, "Stays.")
    revised(ana, page.id, "Two.")
    draft = writing.draft_of(ana, page.id)
    writing.keep_draft(ana, draft)
    other = writing.new_draft(ana, words="Other.")
    writing.keep_draft(ana, other)
    places = sorted(ana.places[page.id])
    boxes = [
        (ana.vault.envelope(ana.streams[SELF], at) or b"")[96:300] for at in places
    ]
    boxes += [box[40:100] for id_, box in ana.vault.drafts() if id_.hex() == draft.id]
    assert len(boxes) == 3
    writing.delete(ana, page.id)
    again = reopened(house, ana, "Ana")
    assert [one.id for one in again.library.own_entries()] == [stays.id]
    assert [one.id for one in writing.drafts(again)] == [other.id]
    assert not again.troubles
    for file in house.home.iterdir():
        assert not [box for box in boxes if box in file.read_bytes()]
    with pytest.raises(NotFound):
        writing.delete(again, page.id)
    again.close()


def test_deleting_while_the_journal_is_still_being_read_takes_all_of_it(
    ana: Session, house: House
) -> None:
    pages = [wrote(ana, f"Page {number}.") for number in range(3)]
    ana.close()
    again = house.unlock("Ana")
    writing.delete(again, pages[0].id)
    assert again.is_complete
    again = reopened(house, again, "Ana")
    assert {one.id for one in again.library.own_entries()} == {
        pages[1].id,
        pages[2].id,
    }
    again.close()


def test_a_version_left_whole_by_an_older_program_is_shredded_at_the_next_opening(
    ana: Session, house: House
) -> None:
    page = wrote(ana, "One.")
    revised(ana, page.id, "Two.")
    piece = (ana.vault.envelope(ana.streams[SELF], 1) or b"")[96:300]
    ana.places[page.id].discard(1)
    writing.delete(ana, page.id)
    assert any(piece in file.read_bytes() for file in house.home.iterdir())
    again = reopened(house, ana, "Ana")
    assert again.library.own_entries() == ()
    assert not any(piece in file.read_bytes() for file in house.home.iterdir())
    again.close()


# A full disk


def test_on_a_full_disk_nothing_saved_is_lost_and_the_draft_stays(
    ana: Session, house: House
) -> None:
    kept = wrote(ana, "Kept.")
    draft = writing.new_draft(ana, words="Half a page.")
    writing.keep_draft(ana, draft)
    _fill(ana)
    long = writing.Draft(id=draft.id, words="Too much for this disk. " * 2_000)
    with pytest.raises(NoRoom):
        writing.save(ana, long)
    with pytest.raises(NoRoom):
        writing.keep_draft(ana, long)
    assert [one.id for one in ana.library.own_entries()] == [kept.id]
    assert [one.words for one in writing.drafts(ana)] == ["Half a page."]
    head = ana.head(SELF)
    _empty(ana)
    page = writing.save(ana, long)
    assert ana.head(SELF).sequence == head.sequence + 1
    again = reopened(house, ana, "Ana")
    assert {one.id for one in again.library.own_entries()} == {kept.id, page.id}
    assert not again.troubles
    again.close()


def _fill(session: Session) -> None:
    """Let the vault's disk have no page left."""
    leave_no_room(session.vault)


def _empty(session: Session) -> None:
    session.vault._connection.execute("PRAGMA max_page_count = 1073741823")


def test_nothing_of_an_entry_shows_in_what_may_be_printed_by_mistake(
    ana: Session,
) -> None:
    said = writing.About(title="A lighthouse", returned_to="A lighthouse")
    page = wrote(ana, "A lighthouse.", said=said)
    draft = writing.new_draft(ana, words="A lighthouse.", asked="A lighthouse?")
    for shown in (page, draft, said, ana, ana.library, ana.conditions):
        assert "lighthouse" not in repr(shown)
