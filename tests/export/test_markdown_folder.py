"""A folder of Markdown: each entry a file, and no word of anyone's out of its place."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, EntryId, Okay
from journal.domain.own_prompts import OwnPrompt
from journal.domain.people import Person
from journal.export.markdown_folder import texts
from journal.export.values import Export, Page, Unfinished, Words
from tests.domain.builders import ANA, BEN
from tests.export.taken import an_entry, exports

FEW = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
BARE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def export_of(*entries: Entry, others: tuple[Entry, ...] = ()) -> Export:
    offered = Words(
        person=Person(id=BEN, name="Ben"),
        pages=tuple(Page(entry=one) for one in others),
    )
    return Export(
        made_on=date(2026, 11, 24),
        mine=Words(
            person=Person(id=ANA, name="Ana"),
            pages=tuple(Page(entry=one) for one in entries),
        ),
        others=(offered,) if others else (),
    )


def head_of(text: str) -> dict[str, object]:
    """Read what stands above, strictly: a line is a key and a day or a JSON value."""
    first, rest = text.split("\n", 1)
    head, _ = rest.split("\n---\n", 1)
    assert first == "---"
    said: dict[str, object] = {}
    for line in head.split("\n"):
        key, value = line.split(": ", 1)
        assert key.isidentifier()
        assert key not in said
        said[key] = value if BARE.fullmatch(value) else json.loads(value)
    return said


def body_of(text: str) -> str:
    return text.split("\n---\n\n", 1)[1]


def only(export: Export) -> tuple[str, str]:
    (found,) = texts(export)
    return found


@FEW
@given(exports())
def test_each_entry_is_one_file_whose_head_nothing_can_end(export: Export) -> None:
    found = list(texts(export))
    people = (export.mine, *export.others)
    files = sum(len(one.pages) + len(one.unfinished) for one in people)
    files += sum(1 for one in people if one.questions)
    assert len({name for name, _ in found}) == len(found) == files
    for name, text in found:
        assert re.fullmatch("[0-9a-z-]+[.]md", name)
        head_of(text)
    for page, (_, text) in zip(export.mine.pages, found, strict=False):
        head = head_of(text)
        assert head["id"] == page.entry.id
        assert head.get("title") == page.entry.title
        assert head.get("underneath") == page.entry.underneath
        assert page.entry.words in body_of(text)


def test_a_file_is_named_by_its_day_and_the_beginning_of_its_id() -> None:
    entry = an_entry(happened_on=date(2026, 11, 20))
    name, text = only(export_of(entry))
    assert name == "2026-11-20-11111111.md"
    assert head_of(text)["date"] == "2026-11-20"


def test_the_words_stand_below_as_they_were_written() -> None:
    words = "# Not *mine*\n\n---\nkey: value\n---\n  and [[a link]] {{x}}"
    _, text = only(export_of(an_entry(words=words)))
    assert body_of(text) == f"{words}\n"


@pytest.mark.parametrize("words", ["---", "---\ntags: [x]\n---\n", "----"])
def test_words_that_begin_as_a_head_do_not_become_one(words: str) -> None:
    _, text = only(export_of(an_entry(words=words)))
    assert body_of(text) == f"\\{words}\n"


@pytest.mark.parametrize(
    "said",
    [
        '"\n---\n',
        "---",
        "a: b # c",
        "{{template}} `= 1`",
        "&anchor *alias !!python/object",
        "\u0085\u2028\u202e\ufeff",
        "\\",
        "'\"'",
    ],
)
def test_nothing_said_about_an_entry_gets_out_of_its_line(said: str) -> None:
    entry = an_entry(title=said, underneath=said, keep=said, asked=said)
    _, text = only(export_of(entry))
    head = head_of(text)
    assert {head["title"], head["underneath"], head["keep"], head["asked"]} == {said}
    assert head["aliases"] == [said]
    assert not set(text.split("\n---\n")[0]) & set("\u0085\u2028\u202e\ufeff")


def test_what_was_said_of_a_moment_can_be_looked_for() -> None:
    entry = an_entry(
        role=Role.BOTH, function=SupportFunction.BOTH, after=Okay(i=4, we=None)
    )
    head = head_of(only(export_of(entry))[1])
    assert head["tags"] == ["both"]
    assert (head["role"], head["after_i"], head["after_we"]) == ("both", 4, None)
    assert head["author"] == "Ana"
    assert head["written_at"] == "2026-11-22T20:15:00Z"


@pytest.mark.parametrize(
    "words",
    [
        "![](https://example.org/seen.png)",
        "```dataviewjs\nalert(1)\n```",
        "````\n![](x)\n`````",
        "~~~\n<script>",
    ],
)
def test_no_editor_acts_on_what_another_wrote(words: str) -> None:
    theirs = an_entry(id=EntryId("9" * 32), author=BEN, words=words)
    (_, text) = only(export_of(others=(theirs,)))
    fence, rest = body_of(text).split("text\n", 1)
    assert set(fence) == {"`"}
    assert rest == f"{words}\n{fence}\n"
    assert fence not in words
    assert head_of(text)["author"] == "Ben"


def test_words_that_were_changed_after_reading_stand_under_the_first() -> None:
    mine = an_entry(changed_after_reading="Then I thought again.")
    _, text = only(export_of(mine))
    assert "Changed after reading:\n\nThen I thought again.\n" in text


def test_entries_with_the_same_beginning_get_files_of_their_own() -> None:
    second = an_entry(id=EntryId("1" * 8 + "2" * 24))
    theirs = [an_entry(author=BEN)] * 3
    names = [
        name for name, _ in texts(export_of(an_entry(), second, others=(*theirs,)))
    ]
    assert names == [
        "2026-11-22-11111111.md",
        f"2026-11-22-{'1' * 8}{'2' * 24}.md",
        f"2026-11-22-{'1' * 32}.md",
        f"2026-11-22-{'1' * 32}-2.md",
        f"2026-11-22-{'1' * 32}-3.md",
    ]


def test_questions_and_unfinished_pages_come_along() -> None:
    question = OwnPrompt(
        id=EntryId("3" * 32), author=ANA, revision=1, text="What was at the door?"
    )
    export = export_of()
    unfinished = Unfinished(words="And", kept_on=date(2026, 11, 23), asked="So?")
    mine = replace(export.mine, questions=(question,), unfinished=(unfinished,) * 2)
    found = dict(texts(replace(export, mine=mine)))
    assert list(found) == [
        "questions.md",
        "unfinished-2026-11-23.md",
        "unfinished-2026-11-23-2.md",
    ]
    assert body_of(found["questions.md"]) == "- What was at the door?\n"
    assert head_of(found["unfinished-2026-11-23.md"])["asked"] == "So?"
