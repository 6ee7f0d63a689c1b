"""What was written with jrnl, which knows no zones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.errors import NotReadable
from journal.imports.found import Note
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


@pytest.mark.parametrize(
    "written",
    [
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %I:%M:%S %p",
        "%Y-%m-%dT%H:%M:%S",
        "%Y%m%d %H%M",
        "%d.%m.%Y %H:%M",
        "%d.%m.%y %H.%M",
        "%d-%m-%Y %H:%M",
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%m/%d/%y %H:%M:%S",
        "%y-%m-%d %H:%M",
        "%a, %d %b %Y %H:%M",
        "%A %d %B %Y, %I.%M%p",
        "%B %d, %Y at %H:%M",
    ],
)
@pytest.mark.parametrize(
    "frame", ["[{}] {}\n{}\n", "{} {}\n| {}\n|\n", "### {} {}\n\n{}\n"]
)
def test_its_dates_are_read_in_whatever_order_they_are_written(
    tmp_path: Path, written: str, frame: str
) -> None:
    days = [
        datetime(2020, 3, 4, 0, 5, tzinfo=UTC),
        datetime(2020, 4, 2, 12, 0, tzinfo=UTC),
        datetime(2021, 1, 31, 23, 5, tzinfo=UTC),
    ]
    text = "\n".join(
        frame.format(day.strftime(written), f"Day {at}.", "So it was.")
        for at, day in enumerate(days)
    )
    found = read_file(tmp_path, "journal.md", f"\n{text}".encode())
    assert [(one.at, one.title, one.words) for one in found.entries] == [
        (day, f"Day {at}.", "So it was.") for at, day in enumerate(days)
    ]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("05/10/2020 11:00", "2020-10-05"),
        ("05/10/2020 11:00 AM", "2020-05-10"),
        ("05/10/20 11:00", "2020-05-10"),
        ("05.10.20 11:00", "2020-10-05"),
        ("05-10-20 11:00", "2005-10-20"),
        ("2019-07 14:23", "2019-07-01"),
    ],
)
def test_a_day_that_is_left_open_is_a_guess(
    tmp_path: Path, stamp: str, day: str
) -> None:
    found = read_file(tmp_path, "journal.txt", f"[{stamp}] A day.\nSo.\n".encode())
    assert [(str(one.day), one.is_guess) for one in found.entries] == [(day, True)]
    assert found.notes == ((Note.UNSURE, 1),)


def test_days_told_by_the_others_are_no_guess(tmp_path: Path) -> None:
    text = (
        "[05/10/2020 11:00] One.\n\n[05/13/2020 11:00] Two.\n\n[13/13/2020 1:00] no day"
    )
    found = read_file(tmp_path, "journal.txt", text.encode())
    assert [(str(one.day), one.is_guess) for one in found.entries] == [
        ("2020-05-10", False),
        ("2020-05-13", False),
    ]
    text = text.replace("[13/13/2020 1:00]", "[14/05/2020 1:00]")
    found = read_file(tmp_path, "journal.txt", text.encode())
    assert [(str(one.day), one.is_guess) for one in found.entries] == [
        ("2020-05-13", False),
        ("2020-05-14", False),
        ("2020-10-05", True),
    ]


def test_it_is_read_as_it_is_shown_too(tmp_path: Path) -> None:
    text = (
        "2020-08-29 11:11:00 PM A title that was too wide\n"
        "for its line\n"
        "| 2020-08-29 is a date in the words.\n|\n| > And so on.\n\n"
        "2020-08-30 01:02:00 AM Only this\n"
    )
    found = read_file(tmp_path, "shown.txt", text.encode())
    assert told(found) == [
        (
            "2020-08-29",
            "A title that was too wide for its line",
            "2020-08-29 is a date in the words.\n\n> And so on.",
        ),
        ("2020-08-30", None, "Only this"),
    ]
    assert [str(one.at.time()) for one in found.entries if one.at] == [
        "23:11:00",
        "01:02:00",
    ]


def test_a_sign_that_is_not_before_every_line_belongs_to_the_words(
    tmp_path: Path,
) -> None:
    text = (
        "2020-08-29 11:11 Said\n\n> So.\n\nAnd so.\n2020-08-29: no head of its kind\n"
    )
    found = read_file(tmp_path, "shown.txt", text.encode())
    assert told(found) == [
        (
            "2020-08-29",
            "Said",
            "> So.\n\nAnd so.\n2020-08-29: no head of its kind",
        )
    ]


def test_a_sentence_that_begins_with_a_day_is_no_journal(tmp_path: Path) -> None:
    text = b"15 January 2020 was a fine day.\n[2020-01-16 10:00] no more.\n"
    found = read_file(tmp_path, "2020-01-15.txt", text)
    assert found.sources == ("Markdown",)
    two = text + b"\n7 February 2020 was not.\n"
    found = read_file(tmp_path, "2020-01-15.txt", two)
    assert [str(one.day) for one in found.entries] == ["2020-01-15", "2020-02-07"]


def test_a_long_first_line_is_words(tmp_path: Path) -> None:
    text = f"[2020-08-29 11:11] {'long ' * 30}\n\nThe rest.\n[2020-08-30 08:00] \n"
    found = read_file(tmp_path, "journal.jrnl", text.encode("utf-16"))
    assert told(found) == [("2020-08-29", None, f"{'long ' * 29}long\n\nThe rest.")]
    assert found.wordless == 1


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    sealed = b"gAAAAABfaoz" + b"Ab-_9" * 40 + b"=\n"
    with pytest.raises(NotReadable, match="it is encrypted"):
        read_file(tmp_path, "journal.journal", sealed)
    with pytest.raises(NotReadable, match="not text in UTF-8"):
        read_file(tmp_path, "journal.txt", bytes(range(256)))
