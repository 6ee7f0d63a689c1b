"""A folder of notes, of which each is an entry."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal.imports.found import Media, Note
from journal.imports.markdown import front_matter
from journal.imports.reading import read
from tests.imports.exports import TODAY, folder, read_file, told

NOTE = """\
---
title: "Planning: the morning"
tags: ["daily", planning]
createdAt: "2025-05-19T09:00:00Z"
aliases:
  - one
---

- [ ] Plan [[the week]]
"""


def test_a_daily_note_is_an_entry_with_its_title_and_tags(tmp_path: Path) -> None:
    found = read_file(tmp_path, "daily-2025-05-18.md", NOTE.encode())
    assert told(found) == [
        (
            "2025-05-18",
            "Planning: the morning",
            "- [ ] Plan [[the week]]\n\n#daily\n#planning",
        )
    ]


@pytest.mark.parametrize(
    ("name", "head", "day"),
    [
        ("20240229.md", "", "2024-02-29"),
        ("Journal/2024-02-29 Thursday.md", "", "2024-02-29"),
        ("2024/02/29.md", "", "2024-02-29"),
        ("2024/02-February/29-Thursday.md", "", "2024-02-29"),
        ("2024/2024-02/29.md", "", "2024-02-29"),
        ("a.md", "date: 2024-02-29", "2024-02-29"),
        ("a.md", "created: 2024-02-29T23:59:59+09:00", "2024-02-29"),
        ("a.md", "date: 29 February 2024", "2024-02-29"),
        ("a.md", "date: 29/02/2024", "2024-02-29"),
        ("a.md", "creation-date: 2024-02-29", "2024-02-29"),
        ("a.md", "Date Created: 2024-02-29T23:00", "2024-02-29"),
        ("a.md", "date: [[2024-02-29]]", "2024-02-29"),
        ("a.md", 'date: "[[2024-02-29]]"', "2024-02-29"),
        ("February 29th, 2024.md", "", "2024-02-29"),
        ("Thursday, February 29th 2024.md", "", "2024-02-29"),
        ("29 February 2024 - a leap.md", "", "2024-02-29"),
        ("29-02-2024.md", "", "2024-02-29"),
        ("journals/2024_02_29.md", "", "2024-02-29"),
        ("2023-02-29.md", "date: '2024-02-29 08:00'", "2024-02-29"),
    ],
)
def test_its_day_is_in_its_name_or_at_its_head(
    tmp_path: Path, name: str, head: str, day: str
) -> None:
    text = f"---\n{head}\n---\nWords.\n" if head else "Words.\n"
    path = folder(tmp_path / "notes", {name: text.encode(), ".obsidian/a.md": b"x"})
    (one,) = read(path, today=TODAY).entries
    assert (str(one.day), one.is_guess) == (day, False)


def test_without_a_day_it_stands_under_that_of_its_file_as_a_guess(
    tmp_path: Path,
) -> None:
    path = folder(tmp_path / "notes", {"A thought.md": b"Words.", "Empty.md": b""})
    at = datetime(2022, 2, 2, 12, tzinfo=UTC).timestamp()
    os.utime(path / "A thought.md", (at, at))
    found = read(path, today=TODAY)
    assert told(found) == [("2022-02-02", "A thought", "Words.")]
    assert found.entries[0].is_guess
    assert (found.wordless, dict(found.notes)[Note.FILE_DAY]) == (1, 1)


def test_a_day_to_come_is_today_as_a_guess(tmp_path: Path) -> None:
    found = read_file(tmp_path, "2031-01-01.md", b"Plans.")
    assert [(one.day, one.is_guess) for one in found.entries] == [(TODAY, True)]
    assert found.notes == ((Note.AHEAD, 1),)


@pytest.mark.parametrize(
    "text",
    ["---\nno end", "---\na: b\n--- not an end\nx", "----\nx", "no head\n---\n"],
)
def test_what_only_looks_like_a_head_is_words(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_a_head_is_read_line_by_line() -> None:
    text = "---\ntags:\n - a\n - 'b'\nkey: x\n  - y\n??\n- z\nempty:\n---"
    head, rest = front_matter(text)
    assert head == {"tags": ["a", "b"], "key": ["x", "y", "z"], "empty": ""}
    assert rest == ""


def test_names_in_numbers_stand_in_one_order(tmp_path: Path) -> None:
    names = ("03-04-2024.md", "03-05-2024 Home.md", "03-13-2024.md", "3-2-1 go.md")
    path = folder(tmp_path / "notes", dict.fromkeys(names, b"Words."))
    found = read(path, today=TODAY)
    assert [(str(one.day), one.title, one.is_guess) for one in found.entries][:3] == [
        ("2024-03-04", None, False),
        ("2024-03-05", "Home", False),
        ("2024-03-13", None, False),
    ]
    assert [note for note, _ in found.notes] == [Note.FILE_DAY]


def test_names_that_leave_the_day_open_are_a_guess(tmp_path: Path) -> None:
    path = folder(tmp_path / "notes", {"03-04-2024.txt": b"Words.", "b.txt": b"No."})
    found = read(path, today=TODAY)
    assert [(str(one.day), one.is_guess) for one in found.entries] == [
        ("2024-04-03", True)
    ]
    assert found.notes == ((Note.UNSURE, 1),)


def test_what_logseq_keeps_about_a_line_is_not_taken_along(tmp_path: Path) -> None:
    text = (
        b"---\ntitle: Jan 15th, 2024\n---\n\n- Snow.\n  id:: 64a1\n  collapsed:: true\n"
        b"  :LOGBOOK:\n  CLOCK: [2024-01-15]\n  :END:\n\t- with:: her\n"
    )
    path = folder(
        tmp_path / "graph",
        {
            "journals/2024_01_15.md": text,
            "journals/2024_01_16.md": b"---\ntitle: Jan 16th, 2024\n---\n\n-\n",
            "logseq/bak/journals/a/b.md": b"Old.",
        },
    )
    found = read(path, today=TODAY)
    assert told(found) == [("2024-01-15", None, "- Snow.\n\t- with:: her")]
    assert found.wordless == 1


def test_a_title_is_a_heading_of_the_first_level_that_tells_more_than_the_day(
    tmp_path: Path,
) -> None:
    path = folder(
        tmp_path / "notes",
        {
            "2024-01-15.md": b"## Morning\n\nSnow.\n",
            "2024-01-16.md": b"# Tuesday, January 16th 2024\n\nRain.\n",
            "2024-01-17.md": b"# 2024-01-18\n\nNot that day.\n",
            "2024-01-18 Sea.md": b"# 2024-01-18\n\n- \n",
            "2024-01-19.md": b"# A wish\n\n-\n",
        },
    )
    found = read(path, today=TODAY)
    assert told(found) == [
        ("2024-01-15", None, "## Morning\n\nSnow."),
        ("2024-01-16", None, "Rain."),
        ("2024-01-17", "2024-01-18", "Not that day."),
        ("2024-01-19", None, "A wish"),
    ]
    assert found.wordless == 1


def test_a_template_is_no_note(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "vault",
        {
            "Templates/Daily.md": b"---\ncreated: {{date}}\n---\n# {{title}}\n",
            "Templates/Other.md": b"<% tp.date.now() %>\nHow was it?\n",
            "2024-01-15.md": b"I read about {{date}}.\n",
        },
    )
    found = read(path, today=TODAY)
    assert [str(one.day) for one in found.entries] == ["2024-01-15"]
    assert found.left == ((Media.OTHER, 2),)
