"""All of one's words as ordinary files, and of the other's nothing unless asked."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from journal.domain.attachment import Role, Signal
from journal.domain.entries import Entry, Visibility
from journal.errors import NotPossible
from journal.export.data_reader import read
from journal.export.values import Export, Page
from journal.services import (
    asking,
    exporting,
    leaving,
    loading,
    our_prompts,
    outside,
    sharing,
    shipped,
    writing,
)
from journal.services.exporting import Form
from journal.services.session import Session
from tests.house import (
    House,
    everything_under,
    pass_on,
    reopened,
    revised,
    where_it_lies,
    wrote,
)

Couple = tuple[Session, Session]
BENS = "a heron on the roof"
BENS_TITLE = "The heron"
BENS_QUESTION = "What did the heron see?"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "a stick"
    folder.mkdir()
    return folder


def page_of(export: Export, entry: Entry) -> Page:
    (found,) = (one for one in export.mine.pages if one.entry.id == entry.id)
    return found


def taken(session: Session, place: Path, *, with_offered: bool = False) -> Export:
    path = exporting.place_for(session, str(place), Form.JSON)
    exporting.take_out(session, path, Form.JSON, with_offered=with_offered)
    return read(path.read_bytes())


def told_by_both(couple: Couple) -> tuple[Entry, Entry]:
    """Ben offers a moment and a question; Ana tells her side, and answers."""
    ana, ben = couple
    said = writing.About(title=BENS_TITLE, role=Role.CAREGIVER)
    theirs = wrote(ben, BENS, said=said)
    sharing.offer(ben, theirs.id)
    question = our_prompts.write_prompt(ben, BENS_QUESTION)
    our_prompts.offer_prompt(ben, question.id)
    pass_on(ana, ben)
    side = sharing.tell_my_side(ana, theirs.moment)
    mine = writing.save(
        ana, writing.Draft(id=side.id, words="I saw it too.", moment=theirs.moment)
    )
    sharing.offer(ana, mine.id)
    prompt = asking.find_prompt(ana, f"own-{question.id}")
    fresh = writing.new_draft(
        ana, words="Everything.", prompt=prompt.id, asked=prompt.text
    )
    answer = writing.save(ana, fresh)
    writing.keep_draft(
        ana,
        writing.new_draft(ana, words="Or not.", prompt=prompt.id, asked=prompt.text),
    )
    writing.save(
        ana,
        writing.new_draft(ana, words="I see it now.", repairs=theirs.id),
    )
    pass_on(ana, ben)
    assert answer.asked == BENS_QUESTION
    return mine, theirs


def test_everything_of_ones_own_is_in_the_file_and_reads_back(
    ana: Session, house: House, place: Path
) -> None:
    first = wrote(
        ana, "One.", said=writing.About(title="A title", signal=Signal.SHOWED)
    )
    revised(ana, first.id, "One, again.")
    second = wrote(ana, "Two.")
    question = our_prompts.write_prompt(ana, "What was at the door?")
    writing.keep_draft(ana, writing.new_draft(ana, words="And then"))
    export = taken(reopened(house, ana, "Ana"), place)
    assert page_of(export, first).entry.words == "One, again."
    assert page_of(export, first).entry.title == "A title"
    (before,) = page_of(export, first).earlier[:1]
    assert before.words == "One."
    assert page_of(export, second).earlier == ()
    assert export.mine.questions == (question,)
    assert [one.words for one in export.mine.unfinished] == ["And then"]
    assert export.mine.person.name == "Ana"
    assert export.others == ()


def test_nothing_is_missed_while_the_pages_are_still_being_opened(
    ana: Session, house: House, place: Path
) -> None:
    wrote(ana, "One.")
    ana.close()
    again = house.unlock("Ana")
    assert len(taken(again, place).mine.pages) == 1
    again.close()


def test_what_is_in_the_file_is_what_the_journal_holds(
    ana: Session, place: Path
) -> None:
    for number in range(3):
        entry = wrote(ana, f"Number {number}.")
        revised(ana, entry.id, f"Number {number}, again.")
    export = taken(ana, place)
    held = {one.id: ana.library.versions(one.id) for one in ana.library.own_entries()}
    assert {
        one.entry.id: (*one.earlier, one.entry) for one in export.mine.pages
    } == held


def test_the_file_says_in_a_word_who_can_read_each_entry(
    couple: Couple, place: Path
) -> None:
    ana, _ = couple
    private, offered = wrote(ana, "For me."), wrote(ana, "For both.")
    sharing.offer(ana, offered.id)
    prompt = next(iter(shipped.library().prompts()))
    draft = writing.new_draft(ana, words="Later.", prompt=prompt.id)
    sealed = writing.save(ana, draft)
    sharing.seal(ana, sealed.id)
    export = taken(ana, place)
    said = [page_of(export, one).entry.visibility for one in (private, offered, sealed)]
    assert said == [Visibility.PRIVATE, Visibility.OFFERED, Visibility.SEALED]


def test_what_was_deleted_is_not_in_the_file(ana: Session, place: Path) -> None:
    entry = wrote(ana, "To be gone.")
    writing.delete(ana, entry.id)
    assert taken(ana, place).mine.pages == ()
    assert b"gone" not in next(place.iterdir()).read_bytes()


def test_of_the_other_there_is_nothing_unless_it_is_asked_for(
    couple: Couple, place: Path
) -> None:
    ana, ben = couple
    mine, theirs = told_by_both(couple)
    export = taken(ana, place)
    (path,) = place.iterdir()
    text = path.read_text("utf-8")
    for trace in (BENS, BENS_TITLE, BENS_QUESTION, theirs.id, ben.identity.id, "Ben"):
        assert trace not in text
    for key in ("told_in", "read_other_first", "repairs", "asked", "prompt"):
        assert f'"{key}"' not in text
    assert export.others == ()
    assert ana.library.own(mine.id).read_other_first
    assert page_of(export, mine).entry.words == "I saw it too."
    assert len(export.mine.pages) == 3


def test_with_what_was_offered_both_sides_of_a_moment_can_be_joined(
    couple: Couple, place: Path
) -> None:
    ana, ben = couple
    mine, theirs = told_by_both(couple)
    private = wrote(ben, "For Ben alone.")
    export = taken(ana, place, with_offered=True)
    (other,) = export.others
    (told,) = other.pages
    assert (other.person.name, told.entry.words) == ("Ben", BENS)
    assert told.told_in == page_of(export, mine).told_in == theirs.moment
    assert [one.text for one in other.questions] == [BENS_QUESTION]
    assert page_of(export, mine).entry.read_other_first
    assert {one.entry.asked for one in export.mine.pages} == {None, BENS_QUESTION}
    assert private.words not in next(place.iterdir()).read_text("utf-8")


def test_what_waits_sealed_is_not_taken(couple: Couple, place: Path) -> None:
    ana, ben = couple
    prompt = next(iter(shipped.library().prompts()))
    draft = writing.new_draft(ben, words=BENS, prompt=prompt.id)
    sharing.seal(ben, writing.save(ben, draft).id)
    pass_on(ana, ben)
    assert all(not one.pages for one in taken(ana, place, with_offered=True).others)


def test_while_arrivals_are_quiet_what_was_not_met_is_not_taken(
    couple: Couple, place: Path
) -> None:
    ana, _ = couple
    asking.be_quiet(ana, is_quiet=True)
    sharing.offer(couple[1], wrote(couple[1], BENS).id)
    pass_on(*couple)
    (other,) = taken(ana, place, with_offered=True).others
    assert (other.pages, other.questions) == ((), ())


@pytest.fixture
def left(couple: Couple, house: House) -> Iterator[Session]:
    """Ana has left; what was told is kept."""
    ana, _ = couple
    told_by_both(couple)
    leaving.leave(ana, "half an orange")
    ana.close()
    session = house.unlock("Ana")
    loading.load(session)
    yield session
    session.close()


def test_what_was_told_before_one_left_is_taken_too(left: Session, place: Path) -> None:
    export = taken(left, place, with_offered=True)
    (other,) = export.others
    (told,) = other.pages
    assert (other.person.name, told.entry.words) == ("Ben", BENS)
    (mine,) = (one for one in export.mine.pages if one.entry.words == "I saw it too.")
    assert mine.told_in == told.told_in is not None
    assert mine.entry.visibility is Visibility.PRIVATE


def test_without_it_nothing_tells_of_the_one_who_was_left(
    left: Session, place: Path
) -> None:
    assert len(taken(left, place).mine.pages) == 3
    text = next(place.iterdir()).read_text("utf-8")
    assert not any(one in text for one in (BENS, BENS_QUESTION, "told_in", "repairs"))


def test_someone_who_writes_alone_loses_no_question_that_is_gone(
    ana: Session, place: Path
) -> None:
    question = our_prompts.write_prompt(ana, "What was at the door?")
    prompt = question.prompt
    draft = writing.new_draft(ana, words="A cat.", prompt=prompt.id, asked=prompt.text)
    writing.save(ana, draft)
    our_prompts.delete_prompt(ana, question.id)
    assert taken(ana, place).mine.pages[0].entry.asked == "What was at the door?"


def test_the_file_is_for_its_owner_alone_and_nothing_lies_beside_it(
    ana: Session, house: House, place: Path
) -> None:
    wrote(ana, "One.")
    before = everything_under(house.home)
    taken(ana, place)
    (path,) = place.iterdir()
    assert path.name == "pages-2026-11-24.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert everything_under(house.home).keys() == before.keys()


def test_in_a_folder_it_takes_a_name_that_nothing_has(
    ana: Session, place: Path
) -> None:
    taken(ana, place)
    path = exporting.place_for(ana, str(place), Form.JSON)
    assert path.name == "pages-2026-11-24-2.json"
    assert not exporting.is_taken(path, Form.JSON)


def test_nothing_is_written_over_unless_it_is_said(ana: Session, place: Path) -> None:
    path = place / "letter.json"
    path.write_text("dear")
    assert exporting.is_taken(path, Form.JSON)
    with pytest.raises(NotPossible):
        exporting.take_out(ana, path, Form.JSON)
    assert path.read_text() == "dear"
    exporting.take_out(ana, path, Form.JSON, over=True)
    assert json.loads(path.read_text())["format"] == "leanto-export"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_never_made_among_the_journals(couple: Couple, house: House) -> None:
    for place in (house.home, house.folder, house.folder / "x.json"):
        with pytest.raises(NotPossible) as refused:
            exporting.place_for(couple[0], str(place), Form.JSON)
        assert refused.value.say == outside.AMONG_JOURNALS


def test_a_link_does_not_lead_among_the_journals(
    couple: Couple, house: House, place: Path
) -> None:
    (place / "link").symlink_to(house.folder)
    with pytest.raises(NotPossible):
        exporting.place_for(couple[0], str(place / "link"), Form.JSON)


def test_a_place_that_is_not_there_says_so(ana: Session, place: Path) -> None:
    with pytest.raises(NotPossible) as refused:
        exporting.place_for(ana, str(place / "no" / "x.json"), Form.JSON)
    assert refused.value.say == outside.NO_FOLDER


def test_a_name_that_looks_like_a_journal_is_refused(ana: Session, place: Path) -> None:
    with pytest.raises(NotPossible):
        exporting.take_out(ana, place / "x.leanto", Form.JSON)


def test_as_markdown_it_is_a_new_folder_for_its_owner_alone(
    ana: Session, place: Path
) -> None:
    entry = wrote(ana, "One.")
    path = exporting.place_for(ana, str(place), Form.MARKDOWN)
    exporting.take_out(ana, path, Form.MARKDOWN)
    assert path.name == "pages-2026-11-24"
    (file,) = path.iterdir()
    assert file.name == f"2026-11-24-{entry.id[:8]}.md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # A folder that is there is a place to put the next one in.
    again = exporting.place_for(ana, str(path), Form.MARKDOWN)
    assert again.parent == path


def test_a_folder_takes_the_place_of_no_file(ana: Session, place: Path) -> None:
    path = place / "letter"
    path.write_text("dear")
    with pytest.raises(NotPossible):
        exporting.is_taken(path, Form.MARKDOWN)
    with pytest.raises(NotPossible):
        exporting.take_out(ana, path, Form.MARKDOWN, over=True)
    assert path.read_text() == "dear"


def test_as_a_zip_it_holds_a_journal(ana: Session, place: Path) -> None:
    wrote(ana, "One.")
    path = exporting.place_for(ana, str(place), Form.DAY_ONE)
    exporting.take_out(ana, path, Form.DAY_ONE)
    assert path.name == "pages-2026-11-24.zip"
    with ZipFile(path) as zipped:
        (one,) = json.loads(zipped.read("Journal.json"))["entries"]
    assert one["text"] == "One."


@pytest.mark.parametrize("form", Form)
def test_of_the_other_there_is_nothing_in_any_form(
    couple: Couple, place: Path, form: Form
) -> None:
    ana, ben = couple
    _, theirs = told_by_both(couple)
    path = exporting.place_for(ana, str(place), form)
    exporting.take_out(ana, path, form)
    if form is Form.DAY_ONE:
        with ZipFile(path) as zipped:
            zipped.extractall(place)
        path.unlink()
    traces = (BENS, BENS_TITLE, BENS_QUESTION, theirs.id, ben.identity.id)
    for trace in (*traces, theirs.id.upper(), theirs.id[:8]):
        assert not where_it_lies(trace, place)
    assert not any(b"Ben" in data for data in everything_under(place).values())
    assert where_it_lies("I saw it too.", place)
