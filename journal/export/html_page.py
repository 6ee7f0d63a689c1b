"""The frame of every page of HTML that leaves: nothing is loaded, nothing runs."""

from collections.abc import Iterable
from html import escape

POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
:root { color-scheme: light dark; --paper: #f7f2e7; --ink: #2a251f; --muted: #675d50;
  --a: #1f5a7f; --b: #794b1c; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1c1a17; --ink: #e8dfd0; --muted: #a89d8d; --a: #8bbadc;
    --b: #d7ad83; }
}
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2em 1.25em 4em; max-width: 54em;
  font: 1.0625rem/1.5 Georgia, "Noto Serif", "Times New Roman", serif;
  overflow-wrap: anywhere; }
p { margin: .6em 0; }
.words { white-space: pre-wrap; }
.a { color: var(--a); }
.b { color: var(--b); }
@page { margin: 16mm 20mm 17mm;
  @bottom-center { content: counter(page) " / " counter(pages); color: #555;
    font: 9pt Georgia, "Noto Serif", serif; } }
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --a: #1f5a7f; --b: #794b1c; }
  html { background: none; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.42; }
  p { orphans: 3; widows: 3; }
}
"""


def page(*, title: str, body: str, style: str = "") -> bytes:
    """Return a whole page around a body that is already escaped.

    The title is shown in a window's frame, so it is ours and says nothing of anyone.
    """
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<style>{_STYLE}{style}</style>
</head>
<body>
{body}</body>
</html>
""".encode()


def paragraphs(texts: Iterable[str], kind: str) -> str:
    """Return texts of people as paragraphs, each in the direction in which it runs."""
    return "".join(
        f'<p class="{kind}" dir="auto">{escape(stripped)}</p>\n'
        for text in texts
        if (stripped := text.strip("\n"))
    )
