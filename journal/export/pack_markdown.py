"""A pack in Markdown, for whoever keeps notes in it; it reads as plain text too."""

from collections.abc import Iterable, Iterator, Sequence

from journal.domain.counselling import Pack
from journal.domain.wording import listed
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
from journal.export.plain_markdown import literal, quoted


def pack_markdown(pack: Pack) -> bytes:
    """Return the whole pack as one file of Markdown, without front matter."""
    reading = in_order(pack)
    lines = list(_cover(reading.cover))
    for section in reading.sections:
        lines += _section(section)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _cover(cover: Cover) -> Iterator[str]:
    names = literal(listed(cover.names))
    yield from _apart(f"# {cover.title}", cover.purpose, f"**{names}**")
    if cover.dates:
        yield from _apart(literal(cover.dates))
    first, *others = cover.consent
    yield from _apart(f"**{literal(first)}**", *map(literal, (*others, *cover.notes)))


def _section(section: Section) -> Iterator[str]:
    yield from _apart(f"## {section.heading}")
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Sides():
            yield from _sides(block.sides, "###")
        case Moment():
            yield from _moment(block)
        case Lines():
            yield from _items(map(literal, block.lines))
        case Table():
            yield from _table(block)
        case Terms():
            yield from _items(
                f"**{word}:** {literal(meaning)}" for word, meaning in block.terms
            )


def _moment(moment: Moment) -> Iterator[str]:
    if moment.title:
        yield from _apart(f"### {literal(moment.title)}")
    yield from _apart(" · ".join(map(literal, moment.under)))
    yield from _sides(moment.sides, "####")
    yield from _apart(*map(_labelled, moment.after))


def _sides(sides: Iterable[Side], heading: str) -> Iterator[str]:
    for side in sides:
        beside = filter(None, (side.name, side.role, side.about))
        yield from _apart(f"{heading} {' · '.join(map(literal, beside))}")
        yield from _parts(side.parts)


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the words in a quotation, and what is said beside them in a list."""
    for part in parts:
        match part.kind:
            case Kind.ASKED | Kind.NOTE:
                yield from _apart(_labelled(part))
            case Kind.WORDS:
                yield from _apart(f"*{literal(part.label)}:*") if part.label else ()
                yield from (*quoted(part.text), "")
            case Kind.LINE:
                yield f"- {_labelled(part)}"
    if parts and parts[-1].kind is Kind.LINE:
        yield ""


def _labelled(part: Part) -> str:
    text = literal(part.text)
    return f"*{literal(part.label)}:* {text}" if part.label else text


def _table(table: Table) -> Iterator[str]:
    yield _row("", map(literal, table.months))
    yield _row("---", (":-:" for _ in table.months))
    for row in table.rows:
        yield _row(
            literal(f"{row.name} {row.role}"),
            (TOLD if it else NOT_SAID for it in row.told),
        )
    yield ""
    yield from _apart(table.note, literal(table.in_words))


def _row(head: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((head, *cells))} |"


def _items(items: Iterable[str]) -> Iterator[str]:
    yield from (f"- {one}" for one in items)
    yield ""


def _apart(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (text, "")
