"""What was written in Day One, as each of its exports has it."""

import json
from datetime import date
from pathlib import Path

import pytest

from journal.errors import NotReadable
from journal.imports.found import Media, Note
from journal.imports.reading import read
from tests.imports.exports import (
    TODAY,
    classic,
    day_one,
    folder,
    read_file,
    told,
    zipped,
)


def test_an_entry_stands_under_the_day_it_was_where_it_was_written(
    tmp_path: Path,
) -> None:
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {"text": "Late.", "creationDate": "2020-06-30T22:30:00Z"},
            {
                "text": "Far away.",
                "creationDate": "2020-07-02T03:00:00.250Z",
                "timeZone": "America/Los_Angeles",
            },
            {
                "text": "By a number.",
                "creationDate": "2020-07-03T23:30:00Z",
                "timeZone": "GMT+0200",
            },
        ),
    )
    assert told(found) == [
        ("2020-07-01", None, "Late."),
        ("2020-07-01", None, "Far away."),
        ("2020-07-04", None, "By a number."),
    ]
    assert found.sources == ("Day One",)


def test_a_zone_that_is_not_known_here_is_told_and_the_day_is_greenwichs(
    tmp_path: Path,
) -> None:
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {"text": "One.", "timeZone": "Mars/Olympus"},
            {"text": "Two.", "timeZone": "../../etc/passwd"},
            {"text": "Three.", "timeZone": "GMT+99"},
            {"text": "Four.", "timeZone": "Europe"},
        ),
    )
    assert {one.day for one in found.entries} == {date(2019, 3, 18)}
    assert found.notes == ((Note.ZONE_UNKNOWN, 4),)


def test_escaped_signs_are_mended_and_a_heading_is_the_title(tmp_path: Path) -> None:
    text = "# The sea\\!\n\nWe went \\(both\\) \\- at last\\. a\\\\b and a\\/c\n"
    found = read_file(tmp_path, "Journal.json", day_one({"text": text}))
    assert told(found) == [
        ("2019-03-18", "The sea!", "We went (both) - at last. a\\b and a/c")
    ]


def test_code_keeps_its_backslashes(tmp_path: Path) -> None:
    text = "So\\.\n```\na\\.b\n```\nAnd\\."
    found = read_file(tmp_path, "Journal.json", day_one({"text": text}))
    assert found.entries[0].words == "So.\n```\na\\.b\n```\nAnd."


def test_code_within_a_line_keeps_its_backslashes_too(tmp_path: Path) -> None:
    text = "Type `a\\.b` or ``c\\-`` \\- not \\`d\\.\\`\\."
    found = read_file(tmp_path, "Journal.json", day_one({"text": text}))
    assert found.entries[0].words == "Type `a\\.b` or ``c\\-`` - not `d.`."


def test_a_heading_alone_is_the_words(tmp_path: Path) -> None:
    found = read_file(tmp_path, "Journal.json", day_one({"text": "## Nothing more"}))
    assert told(found) == [("2019-03-18", None, "Nothing more")]


def test_what_is_no_text_is_counted_and_a_word_stands_where_it_stood(
    tmp_path: Path,
) -> None:
    photo = "![](dayone-moment://0123456789ABCDEF)"
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {
                "text": f"Look:\n\n{photo}\n![](dayone-moment:/video/77)",
                "photos": [{"md5": "a"}],
                "videos": [{"md5": "b"}],
                "location": {"latitude": 1.5},
                "weather": {"code": "rain"},
            },
            {"text": photo, "photos": [{"md5": "c"}]},
            {},
        ),
    )
    assert [one.words for one in found.entries] == ["Look:\n\n[photo]\n[video]"]
    assert found.wordless == 2
    assert found.left == ((Media.PHOTOS, 2), (Media.VIDEOS, 1))
    assert found.dropped == ("devices", "places", "weather")


def test_an_address_of_that_program_is_a_word_or_the_words_of_its_link(
    tmp_path: Path,
) -> None:
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {
                "text": "As [that day](dayone2:\\/\\/view?entryId=AB) was. "
                "[[dayone-moment://77]] ![](dayone-external:/audio/aHR0cA)"
            },
            {"text": "[[dayone-moment://77]]"},
        ),
    )
    assert [one.words for one in found.entries] == [
        "As that day was. [photo] [recording]"
    ]
    assert found.wordless == 1


def test_what_cannot_be_seen_is_not_a_line_and_every_line_end_is_one(
    tmp_path: Path,
) -> None:
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {"text": "\u200b# Title\u2028One.\rTwo.\u200b\n\u200b\n&nbsp;\nกา\u200bแฟ"},
            {"text": "\u200b\n\ufeff"},
        ),
    )
    assert told(found) == [("2019-03-18", "Title", "One.\nTwo.\n\n\nกา\u200bแฟ")]
    assert found.wordless == 1


def test_what_was_spoken_and_written_down_is_among_the_words_once(
    tmp_path: Path,
) -> None:
    moment = "![](dayone-moment:/audio/77)"
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one(
            {"text": moment, "audios": [{"transcription": "I said this. "}]},
            {
                "text": f"{moment}\n\nI said that\\.",
                "audios": [{"transcription": "I said that."}, {"format": "aac"}, None],
            },
        ),
    )
    assert [one.words for one in found.entries] == [
        "I said this.",
        "[recording]\n\nI said that.",
    ]


def test_words_that_are_only_in_the_richer_form_are_read(tmp_path: Path) -> None:
    rich = json.dumps(
        {"contents": [{"text": "So "}, {"embedded": []}, {"text": "it is."}]}
    )
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one({"richText": rich}, {"richText": "{"}, {"richText": "[1]"}),
    )
    assert [one.words for one in found.entries] == ["So it is."]
    assert found.wordless == 2


def _line(text: str, **line: object) -> dict[str, object]:
    return {"text": text, "attributes": {"line": line}}


def test_the_richer_form_keeps_its_lists_headings_and_links(tmp_path: Path) -> None:
    code, photo = {"type": "renderableCodeBlock", "contents": "z"}, {"type": "photo"}
    pieces: list[object] = [
        _line("A day\n", header=1),
        {"text": "\n"},
        {"text": "It was ", "attributes": {"bold": True}},
        {"text": "here", "attributes": {"linkURL": "https://a.example"}},
        {"text": "\\.\n", "attributes": {"linkURL": "javascript:x"}},
        {
            "embeddedObjects": [
                {"type": "horizontalRuleLine"},
                {**photo, "identifier": 1},
            ]
        },
        _line("one", listStyle="bulleted", indentLevel=1),
        _line("in it", listStyle="bulleted", indentLevel=2),
        _line("told\n", listStyle="numbered", listIndex=3, indentLevel="x"),
        _line("do\n", listStyle="checkbox", checked=True),
        _line("not\n", listStyle="checkbox"),
        _line("said\n", quote=True, indentLevel=1),
        _line("x = 1\n", codeBlock=True, identifier="A"),
        _line("y", codeBlock=True, identifier="B"),
        _line(" = 2", codeBlock=True, identifier="B"),
        {"embeddedObjects": [code, {"type": "table", "markdown": "|a|"}, 7, {}]},
        {"embeddedObjects": 7, "text": None},
        "?",
        _line("end", header=0),
    ]
    found = read_file(
        tmp_path,
        "Journal.json",
        day_one({"text": " ", "richText": {"contents": pieces}}),
    )
    words = (
        "It was [here](https://a.example)\\.\n---\n[photo]\n"
        "- one\n  - in it\n3. told\n- [x] do\n- [ ] not\n> said\n"
        "```\nx = 1\ny = 2\n```\n```\nz\n```\n|a|\nend"
    )
    assert told(found) == [("2019-03-18", "A day", words)]


def test_a_richer_form_of_nothing_but_photos_is_without_words(tmp_path: Path) -> None:
    photo = {"embeddedObjects": [{"type": "photo", "identifier": "A"}]}
    found = read_file(
        tmp_path, "Journal.json", day_one({"richText": {"contents": [photo, photo]}})
    )
    assert (found.entries, found.wordless) == ((), 1)


def test_tags_stand_at_the_end_of_the_words_once(tmp_path: Path) -> None:
    entry = {"text": "At the #sea.", "tags": ["sea", "a long walk", "  ", 7, "home"]}
    found = read_file(tmp_path, "Journal.json", day_one(entry))
    assert found.entries[0].words == "At the #sea.\n\n#a-long-walk\n#home"


def test_what_cannot_be_read_is_named_by_its_place(tmp_path: Path) -> None:
    whole = day_one(
        {"text": "Good."},
        {"text": "No day.", "creationDate": "yesterday"},
        {
            "text": "Out of time.",
            "creationDate": "0001-01-01T00:00:00Z",
            "timeZone": "-11",
        },
    )
    broken = whole.replace(b"]}", b", 7, null]}")
    found = read_file(tmp_path, "Journal.json", broken)
    assert [one.words for one in found.entries] == ["Good."]
    assert [one.place for one in found.unread] == [
        f"Journal.json, entry {number}" for number in (2, 3, 4, 5)
    ]
    assert not any("day" in one.place for one in found.unread)


def test_all_journals_of_a_zip_are_read_wherever_they_lie(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "export.zip",
        {
            "Trip/Journal.json": day_one({"text": "One.", "uuid": "A1"}),
            "Trip/Work.json": b"\xef\xbb\xbf" + day_one({"text": "Two.", "uuid": "A2"}),
            "Trip/photos/0123.jpeg": b"\xff\xd8",
            "__MACOSX/Trip/._Journal.json": b"\0",
        },
    )
    found = read(path, today=TODAY)
    assert [one.words for one in found.entries] == ["One.", "Two."]
    assert found.left == ((Media.PHOTOS, 1),)


def test_a_classic_folder_is_read_and_shares_its_ids_with_the_newer_form(
    tmp_path: Path,
) -> None:
    path = folder(
        tmp_path / "Journal.dayone",
        {
            "entries/AB.doentry": classic(
                Entry_Text="# Old\n\nWords\\.",
                Time_Zone="Europe/Berlin",
                Tags=["sea"],
                Creator={"Device Agent": "x"},
            ),
            "entries/CD.doentry": classic(UUID="", Entry_Text="No zone."),
            "photos/AB.jpg": b"",
        },
    )
    found = read(path, today=TODAY)
    assert told(found)[0] == ("2013-05-02", "Old", "Words.\n\n#sea") or told(found)[
        1
    ] == (
        "2013-05-02",
        "Old",
        "Words.\n\n#sea",
    )
    assert {one.key for one in found.entries} == {"AB" * 16, "CD"}
    assert (Note.ZONE_UNSAID, 1) in found.notes
    assert found.dropped == ("devices",)
    newer = read_file(tmp_path, "new.json", day_one({"text": "x", "uuid": "ab" * 16}))
    assert newer.entries[0].key == "AB" * 16


def test_a_property_list_that_asks_for_more_is_refused(tmp_path: Path) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaa">'
        b'<!ENTITY b "&a;&a;&a;">]><plist version="1.0"><dict>'
        b"<key>Entry Text</key><string>&b;</string></dict></plist>"
    )
    for data in (bomb, b"<plist>", b"bplist00\0", classic(Creation_Date="then")):
        with pytest.raises(NotReadable, match=r"x\.doentry cannot be brought in"):
            read_file(tmp_path, "x.doentry", data)


def test_a_broken_first_entry_does_not_hide_whose_journal_it_is(
    tmp_path: Path,
) -> None:
    whole = day_one({"text": "Good."}).replace(b'"entries": [', b'"entries": [null, ')
    found = read_file(tmp_path, "Journal.json", whole)
    assert [one.words for one in found.entries] == ["Good."]
    assert [one.place for one in found.unread] == ["Journal.json, entry 1"]


def test_what_stands_before_the_first_date_is_named(tmp_path: Path) -> None:
    text = "Something.\n\n\tDate:\t15 January 2024\n\nMore.\n"
    found = read_file(tmp_path, "Journal.txt", text.encode())
    assert [one.place for one in found.unread] == ["Journal.txt, before entry 1"]


def test_its_plain_text_is_read_block_by_block(tmp_path: Path) -> None:
    text = (
        "\tDate:\t15 January 2024 at 09:30:12 GMT+1\n\tWeather:\t-2°C\n"
        "\tLocation:\tHome\n\tTags:\tsea, long walk\n\n# Cold\n\nVery\\.\n\n\n"
        "\tDate:\tJanuary 16, 2024 at 9:05 PM\n\tPhoto:\tx.jpg\n\nMore.\r\n"
        "\tDate:\tsome day\n\nLost.\n"
    )
    found = read_file(tmp_path, "Journal.txt", text.encode())
    assert told(found) == [
        ("2024-01-15", "Cold", "Very.\n\n#sea\n#long-walk"),
        ("2024-01-16", None, "More."),
    ]
    assert [str(one.at) for one in found.entries] == [
        "2024-01-15 09:30:12+01:00",
        "2024-01-16 21:05:00+00:00",
    ]
    assert found.dropped == ("places", "weather")
    assert [one.place for one in found.unread] == ["Journal.txt, entry 3"]
