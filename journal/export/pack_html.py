"""A pack as one page of HTML that loads nothing and runs nothing.

It is read on a phone, in a window, and on paper, where two accounts stand side by
side. Every text of a person says by itself in which direction it runs.
"""

from collections.abc import Iterable
from html import escape

from journal.domain.counselling import Pack
from journal.domain.wording import listed
from journal.export.html_page import page, paragraphs
from journal.export.pack_order import (
    NOT_SAID,
    TOLD,
    Block,
    Cover,
    Kind,
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

_HUES = ("a", "b")
_A_FULL_PAGE = 3200


def pack_html(pack: Pack) -> bytes:
    """Return the whole pack as one file that any browser shows and prints."""
    reading = in_order(pack)
    first = "".join(map(section_html, reading.first_page))
    further = "".join(map(section_html, reading.further_pages))
    # On paper a full first page is set a little smaller, so that it stays one page.
    kind = "first full" if len(first) > _A_FULL_PAGE else "first"
    body = f"""\
<main>
<div class="{kind}">
{_cover(reading.cover)}{first}</div>
{further}</main>
"""
    return page(title=reading.cover.purpose, style=STYLE, body=body)


def _cover(cover: Cover) -> str:
    dates = f'<p class="dates">{_inline(cover.dates)}</p>\n' if cover.dates else ""
    names = listed([_inline(name) for name in cover.names])
    said = paragraphs(cover.consent, "consent") + paragraphs(cover.notes, "note")
    return f"""\
<header>
<p class="purpose">{escape(cover.purpose)}</p>
<h1>{escape(cover.title)}</h1>
<p class="names">{names}</p>
{dates}{said}</header>
"""


def section_html(section: Section) -> str:
    """Return a section; its heading never stands alone at the foot of a page."""
    kind = "appendix" if section.is_appendix else "part"
    first, *others = map(_block, section.blocks)
    heading = f"<h2>{escape(section.heading)}</h2>\n"
    return f'<section class="{kind}">\n{heading}{first}{"".join(others)}</section>\n'


def _block(block: Block) -> str:
    match block:
        case Sides():
            return _sides(block.sides, under="h3")
        case Moment():
            return _moment(block)
        case Lines():
            items = "".join(
                f'<li dir="auto">{escape(one)}</li>\n' for one in block.lines
            )
            return f"<ul>\n{items}</ul>\n"
        case Table():
            return _table(block)
        case Terms():
            return _terms(block)


def _moment(moment: Moment) -> str:
    title = f"<h3>{_inline(moment.title)}</h3>\n" if moment.title else ""
    under = " · ".join(map(_inline, moment.under))
    head = f'<div class="head">\n{title}<p class="under">{under}</p>\n</div>\n'
    after = "".join(_part(part) for part in moment.after)
    strip = f'<div class="after">\n{after}</div>\n' if after else ""
    sides = _sides(moment.sides, under="h4")
    return f"<article>\n{head}{sides}{strip}</article>\n"


def _sides(sides: Iterable[Side], *, under: str) -> str:
    drawn = [_side(side, under) for side in sides]
    kind = "sides two" if len(drawn) > 1 else "sides"
    return f'<div class="{kind}">\n{"".join(drawn)}</div>\n'


def _side(side: Side, heading: str) -> str:
    beside = "".join(
        f' <span class="role">· {_inline(one)}</span>'
        for one in (side.role, side.about)
        if one
    )
    name = f'<bdi class="{_hue(side.number)}">{escape(side.name)}</bdi>'
    parts = "".join(map(_part, side.parts))
    return f'<div class="side">\n<{heading}>{name}{beside}</{heading}>\n{parts}</div>\n'


def _part(part: Part) -> str:
    label = f'<span class="label">{_inline(part.label)}:</span> ' if part.label else ""
    match part.kind:
        case Kind.ASKED:
            return f'<p class="asked">{label}{_inline(part.text)}</p>\n'
        case Kind.NOTE:
            return f'<p class="context">{escape(part.text)}</p>\n'
        case Kind.LINE:
            return f'<p class="line">{label}{_inline(part.text)}</p>\n'
        case Kind.WORDS:
            above = f'<p class="line">{label}</p>\n' if part.label else ""
            return above + paragraphs(part.text.split("\n\n"), "words")


def _table(table: Table) -> str:
    months = "".join(f'<th scope="col">{_inline(month)}</th>' for month in table.months)
    rows = "".join(
        f'<tr class="{_hue(row.number)}">'
        f'<th scope="row">{_inline(row.name)} {escape(row.role)}</th>'
        + "".join(f"<td>{TOLD if told else NOT_SAID}</td>" for told in row.told)
        + "</tr>\n"
        for row in table.rows
    )
    return f"""\
<div class="wide" tabindex="0"><table>
<thead><tr><td></td>{months}</tr></thead>
<tbody>
{rows}</tbody>
</table></div>
<p class="note">{escape(table.note)}</p>
<p class="note" dir="auto">{escape(table.in_words)}</p>
"""


def _terms(terms: Terms) -> str:
    items = "".join(
        f"<dt>{escape(word)}:</dt> <dd>{escape(meaning)}</dd>\n"
        for word, meaning in terms.terms
    )
    return f"<dl>\n{items}</dl>\n"


def _inline(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _hue(number: int) -> str:
    return _HUES[number % len(_HUES)]


STYLE = """
.purpose { color: var(--muted); margin: 0; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 .5em; }
.names { font-size: 1.15em; font-weight: bold; margin: 0; }
.dates { color: var(--muted); margin: 0; }
.consent { font-weight: bold; margin: 1em 0; max-width: 36em; }
.consent + .consent { font-weight: normal; margin-top: -.5em; }
.note, .context, .under, .asked { color: var(--muted); font-size: .9em; }
.note { max-width: 42em; margin: .4em 0; }
h2 { font-size: 1.25em; margin: 2em 0 .6em; }
h3 { font-size: 1.1em; margin: 0; }
.sides h3, h4 { font-size: 1em; margin: 0 0 .3em; }
.role { color: var(--muted); font-weight: normal; }
.under { margin: 0 0 .8em; }
article { margin: 0 0 2.6em; }
.side { max-width: 38em; min-width: 0; }
.side + .side { margin-top: 1.5em; }
.words { margin: .5em 0; }
.asked, .context { margin: 0 0 .25em; }
.context + .words, .asked + .words { margin-top: .7em; }
.line { margin: .15em 0; }
.words + .line { margin-top: .8em; }
.label { color: var(--muted); }
.after { margin-top: 1.1em; }
ul { margin: 0 0 .8em; padding: 0; list-style: none; }
li { margin: .2em 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .8em 0; font-size: .95em; }
th, td { padding: .12em .5em; text-align: center; font-weight: normal;
  white-space: nowrap; overflow-wrap: normal; }
thead th { color: var(--muted); }
tbody th { text-align: start; padding-inline-start: 0; }
@media (max-width: 32em) {
  th, td { padding: .12em .15em; }
  table { font-size: .8em; }
}
dl { margin: 0; max-width: 42em; }
dt { font-weight: bold; display: inline; }
dd { display: inline; margin: 0; }
dd::after { content: "\\A"; white-space: pre; }
@media (min-width: 44em) {
  .two { display: flex; gap: 2.5em; }
  .two > .side { flex: 1 1 0; }
  .two > .side + .side { margin-top: 0; }
}
@media print {
  h2, h3, h4, .head, .label { break-after: avoid; break-inside: avoid; }
  .full { font-size: 9.2pt; line-height: 1.32; }
  .full h1 { margin-bottom: .2em; }
  .full h2 { margin: 1em 0 .35em; }
  .full .consent { margin: .6em 0; }
  .full .consent + .consent { margin-top: -.3em; }
  .full .consent, .full .note { max-width: none; }
  .full .note, .full li, .full .words { margin: .25em 0; }
  .full table { margin: .5em 0; line-height: 1.15; }
  .first + section, .appendix { break-before: page; }
  .two { display: flex; gap: 2em; }
  .two > .side { flex: 1 1 0; }
  .two > .side + .side { margin-top: 0; }
  h2 { margin-top: 1.4em; }
  .appendix h2, .first + section h2 { margin-top: 0; }
  .asked, .context { break-after: avoid; }
  table, .after { break-inside: avoid; }
  .after { break-before: avoid; }
}
"""
