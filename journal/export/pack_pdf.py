"""A pack as a PDF: on paper two accounts stand side by side, as on the page."""

import re
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from json import dumps
from typing import Any

from journal.domain.counselling import Pack
from journal.export.pack_order import (
    NOT_SAID,
    TOLD,
    Block,
    InOrder,
    Lines,
    Moment,
    Part,
    Section,
    Side,
    Sides,
    Table,
    Terms,
    in_order,
)
from journal.export.press import FONTS, Paper, Pdf, set_pages

_RIGHT_TO_LEFT = {"R", "AL"}
_STRONG = _RIGHT_TO_LEFT | {"L"}
# No line breaks within a word, so that one long address would run over what is beside.
# Only in scripts whose letters do not join.
_LONG_WORD = re.compile(r"[!-\u052f]{28,}")
_SOME_LETTERS = re.compile(r"[!-\u052f]{6}(?=[!-\u052f]{2})")
_MAY_BREAK = "\u200b"


def pack_pdf(
    pack: Pack, *, paper: Paper = Paper.A4, only_own_fonts: bool = False
) -> Pdf:
    """Return the whole pack as a PDF, and what in it could not be shown.

    Raises:
        NoPress: what sets it is not installed.
    """
    return set_in_order(
        "pack.typ", in_order(pack), paper, only_own_fonts=only_own_fonts
    )


def set_in_order(
    template: str, reading: InOrder, paper: Paper, *, only_own_fonts: bool
) -> Pdf:
    """Return as a PDF what a template of this package makes of it. Raises as above."""
    folder = files("journal.export")
    pieces = [folder.joinpath(name).read_bytes() for name in ("pieces.typ", template)]
    given = dumps(_given(reading, paper), ensure_ascii=False)
    return set_pages(b"".join(pieces), given, only_own_fonts=only_own_fonts)


def _given(reading: InOrder, paper: Paper) -> dict[str, Any]:
    cover = reading.cover
    return {
        "paper": paper.value,
        "fonts": FONTS,
        "purpose": cover.purpose,
        "title": _said(cover.title),
        "names": _all_said(cover.names),
        "dates": _said(cover.dates),
        "consent": _all_said(cover.consent),
        "notes": _all_said(cover.notes),
        "first": [_section(one) for one in reading.first_page],
        "further": [_section(one) for one in reading.further_pages],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": _said(section.heading),
        "apart": section.is_appendix,
        "blocks": [_block(one) for one in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Sides():
            return {"block": "sides", "sides": [_side(one) for one in block.sides]}
        case Moment():
            return {
                "block": "moment",
                "title": _said(block.title),
                "under": _all_said(block.under),
                "sides": [_side(one) for one in block.sides],
                "after": [_part(one) for one in block.after],
            }
        case Lines():
            return {"block": "lines", "lines": _all_said(block.lines)}
        case Table():
            return _table(block)
        case Terms():
            return {"block": "terms", "terms": [_all_said(one) for one in block.terms]}


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {
            "name": _said(row.name),
            "role": row.role,
            "number": row.number,
            "cells": [TOLD if is_told else NOT_SAID for is_told in row.told],
        }
        for row in table.rows
    ]
    return {
        "block": "table",
        "months": _all_said(table.months),
        "rows": rows,
        "alt": table.in_words,
        "notes": _all_said((table.note, table.in_words)),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": _said(side.name),
        "number": side.number,
        "beside": _all_said(filter(None, (side.role, side.about))),
        "parts": [_part(one) for one in side.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "label": _said(part.label),
        "text": _said(part.text),
    }


def _all_said(texts: Iterable[str]) -> list[dict[str, Any]]:
    return [_said(text) for text in texts]


def _said(text: str) -> dict[str, Any]:
    """Return a text with the direction in which its first word runs."""
    strong = (unicodedata.bidirectional(char) for char in text)
    first = next((it for it in strong if it in _STRONG), "L")
    return {"text": _LONG_WORD.sub(_breakable, text), "rtl": first in _RIGHT_TO_LEFT}


def _breakable(word: re.Match[str]) -> str:
    return _SOME_LETTERS.sub(rf"\g<0>{_MAY_BREAK}", word.group())
