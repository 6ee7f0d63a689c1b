"""What was written in Apple's Journal: one web page for each entry."""

from pathlib import Path

import pytest

from journal.errors import NotReadable
from journal.imports.found import Media
from journal.imports.pages import words_in
from journal.imports.reading import read
from tests.imports.exports import TODAY, folder, read_file, told

PAGE = """\
<!DOCTYPE html><html><head><title>No</title><style>p { color: red }</style></head>
<body><div class="pageHeader">Sunday, 17 December 2023</div>
<span class="assets"><div class="assetGrid"><div class="gridItem assetType_photo">
<img src="../Resources/1.jpeg" class="asset_image"></div>
<div id="A" class="gridItem assetType_multiPinMap"></div>
<div class="gridItem assetType_stateOfMind"></div><div class="assetType_new"></div>
<div class="title">A café in Somewhere</div></div></span>
<div class='title'>First <b>snow</b></div>
<div class="reflectionPrompt"><div>What made you  smile?</div></div>
<div class="bodyText"><p class="p2"><span class="s2">It fell &amp; fell.</span></p>
<p>I &lt;3 it. <script>alert(1)</script></p></div></body></html>
"""


def test_an_entry_is_read_with_what_was_asked(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "AppleJournalEntries",
        {
            "index.html": b"<html><body><ul><li>All entries</li></ul></body></html>",
            "Entries/2023-12-17_First_snow.html": PAGE.encode(),
            "Resources/1.jpeg": b"",
        },
    )
    found = read(path, today=TODAY)
    assert told(found) == [("2023-12-17", "First snow", "It fell & fell.\n\nI <3 it.")]
    assert found.entries[0].asked == "What made you smile?"
    assert found.left == ((Media.PHOTOS, 1), (Media.OTHER, 1))
    assert found.dropped == ("moods", "places")


def test_where_the_header_is_in_another_language_the_name_tells_the_day(
    tmp_path: Path,
) -> None:
    page = PAGE.replace("Sunday, 17 December 2023", "Κυριακή 17 Δεκεμβρίου 2023")
    found = read_file(tmp_path, "2023-12-16.html", page.encode())
    assert str(found.entries[0].day) == "2023-12-16"
    with pytest.raises(NotReadable, match="no date"):
        read_file(tmp_path, "a.html", page.encode())


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("December 17, 2023", "2023-12-17"),
        ("Sonntag, 17. Dezember 2023", "2023-12-17"),
        ("dimanche 3 août 2025", "2025-08-03"),
        ("martes, 5 de marzo de 2024", "2024-03-05"),
        ("søndag den 1. maj 2022", "2022-05-01"),
        ("mardi 3 août 2025", "2025-08-03"),
        ("воскресенье, 17 декабря 2023", "2023-12-17"),
        ("2023年12月17日 星期日", "2023-12-17"),
        ("2023년 12월 17일 일요일", "2023-12-17"),
    ],
)
def test_a_day_in_words_is_read(tmp_path: Path, header: str, day: str) -> None:
    page = f'<div class="pageHeader">{header}</div><p>Words of no class.</p>'
    found = read_file(tmp_path, "a.html", page.encode())
    assert told(found) == [(day, None, "Words of no class.")]


def test_a_page_of_another_kind_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="Nothing in it looks like a journal"):
        read_file(tmp_path, "a.html", b"<p>Hello.</p>")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("a < b and b > c", "a < b and b > c"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<p>one</b></div></p><p>two", "one\n\ntwo"),
        ('<p title="a > b">x</p>', "x"),
        ("<p title='never closed>x</p>", "x"),
        ("x<!-- gone -->y<!-- to the end", "xy"),
        ("x<p", "x<p"),
        ("x<", "x<"),
        ("<?xml?><!doctype x></>x", "x"),
        ("<script>x", ""),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
        ("<h1>Big</h1>small", "Big\n\nsmall"),
    ],
)
def test_a_page_is_read_however_it_is_made(page: str, words: str) -> None:
    assert words_in(page) == words


@pytest.mark.parametrize("piece", ["<", "<a '", '<"', "<!--", "<div>", "</div>", "&#1"])
def test_no_page_takes_long(piece: str) -> None:
    words_in('<div class="bodyText">' + piece * 30_000)
