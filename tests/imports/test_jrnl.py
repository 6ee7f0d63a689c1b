"""What was written with jrnl, which knows no zones."""

from pathlib import Path

import pytest

from journal.errors import NotReadable
from tests.imports.exports import jrnl, read_file, told


def test_its_json_is_read_with_the_day_as_it_stands(tmp_path: Path) -> None:
    found = read_file(
        tmp_path,
        "journal.json",
        jrnl(
            {"title": "A day.", "body": "So it was @home.", "tags": ["@home", "@sea"]},
            {"title": "Only this.", "starred": True, "time": "23:59"},
            {"title": "x" * 121, "body": "More.", "time": None},
            {"date": "15.1.24", "body": "?"},
            {"title": "", "body": ""},
        ),
    )
    assert told(found) == [
        ("2024-01-15", None, "x" * 121 + "\n\nMore."),
        ("2024-01-15", "A day.", "So it was @home.\n\n#sea"),
        ("2024-01-15", None, "Only this."),
    ]
    assert found.wordless == 1
    assert found.dropped == ("stars",)
    assert [one.place for one in found.unread] == ["journal.json, entry 4"]


def test_its_json_of_a_journal_of_day_ones_is_still_its_own(tmp_path: Path) -> None:
    about = {"uuid": "AB" * 16, "creator": {"host_name": "someones-computer"}}
    found = read_file(
        tmp_path, "journal.json", jrnl({"title": "A day.", "body": "So.", **about})
    )
    assert told(found) == [("2024-01-15", "A day.", "So.")]
    assert found.sources == ("jrnl",)


def test_two_of_one_minute_and_the_same_words_are_two(tmp_path: Path) -> None:
    same = {"title": "Tea.", "body": "Again."}
    found = read_file(tmp_path, "journal.json", jrnl(same, same))
    assert len({one.key for one in found.entries}) == 2
    again = read_file(tmp_path, "elsewhere.json", jrnl(same, same))
    assert [one.key for one in again.entries] == [one.key for one in found.entries]


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("[2020-08-29 11:11]", "2020-08-29 11:11:00+00:00"),
        ("[2020-08-29 11:11:32 PM]", "2020-08-29 23:11:32+00:00"),
        ("[2020/08/29 12:05 am]", "2020-08-29 00:05:00+00:00"),
        ("[29.8.2020 11:11]", "2020-08-29 11:11:00+00:00"),
        ("[29 August 2020 at 11:11]", "2020-08-29 11:11:00+00:00"),
        ("2020-08-29 11:11", "2020-08-29 11:11:00+00:00"),
        ("29.08.2020 11:11", "2020-08-29 11:11:00+00:00"),
        ("[2020-08-29]", "None"),
    ],
)
def test_its_text_is_read_however_it_writes_a_date(
    tmp_path: Path, stamp: str, at: str
) -> None:
    text = f"{stamp} A title. *\nThe body.\n[ ] not done\n[2020-99-99 1:1] not a day\n"
    found = read_file(tmp_path, "journal.txt", text.replace("\n", "\r\n").encode())
    assert told(found) == [
        (
            "2020-08-29",
            "A title.",
            "The body.\n[ ] not done\n[2020-99-99 1:1] not a day",
        )
    ]
    assert str(found.entries[0].at) == at


def test_a_long_first_line_is_words(tmp_path: Path) -> None:
    text = f"[2020-08-29 11:11] {'long ' * 30}\nThe rest.\n[2020-08-30 08:00] \n"
    found = read_file(tmp_path, "journal.jrnl", text.encode("utf-16"))
    assert told(found) == [("2020-08-29", None, f"{'long ' * 29}long\nThe rest.")]
    assert found.wordless == 1


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="not text in UTF-8"):
        read_file(tmp_path, "journal.txt", bytes(range(256)))
