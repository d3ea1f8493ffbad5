"""A number → the body of a post stored as HTML: by Quill, pasted from a page, or mis-nested.

A browser shows such a body as it is, so that it is its own picture of Velog's page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from oracle import sample
from oracle.html_by_hand import by_hand
from oracle.invented import invented
from oracle.invented_looks import invented_look

_WORDS = """
오늘은 서버를 처음부터 다시 만들었다 배포하기 전에 설정을 확인하고 로그를 남긴다 캐시가 비면
느려지니까 미리 채워 둔다 React 컴포넌트 useState 훅 npm run build 8080 포트 JSON 응답
snake_case *별* [괄호] `틱` a&lt;b &amp;&amp; 100% #1 이슈 (참고) "인용" ~물결~ C++ $x 1. - |
{{ 값 }} 끝.
""".split()
_COLOURS = ["rgb(230, 0, 0)", "rgb(0, 102, 204)", "#36a", "orange"]
# A formula is drawn by the editor and taken out as a whole.
_TAG = re.compile(r'<span class="ql-formula".*?</span></span></span>|</?[a-z][^>]*>')


def quill(number: int) -> str:
    """Make a post as Velog's first editor stored it."""
    return _Quill(Random(f"quill {number}")).post()


def pasted(number: int) -> str:
    """Make a post pasted from a page of any kind."""
    return _Pasted(Random(f"pasted {number}")).post()


def mis_nested(number: int) -> str:
    """Make a post in which tags are missing, doubled or in the wrong order."""
    random = Random(f"mis-nested {number}")
    pieces = re.split(f"({_TAG.pattern})", (quill if number % 2 else pasted)(number))
    for _ in range(random.randint(1, 4)):
        at, other = (random.randrange(1, len(pieces) - 1, 2) for _ in "ab")
        random.choice([_drop, _double, _swap])(pieces, at, other)
    return "".join(pieces)


def all_bodies() -> dict[str, str]:
    """Give the bodies that the tests and `make parity` compare, each with a name."""
    makers = {quill: 160, pasted: 160, mis_nested: 60, invented: 30, invented_look: 30}
    made = {
        f"{make.__name__} {number}": make(number)
        for make, count in makers.items()
        for number in range(count)
    }
    return by_hand() | made | {f"sample {key}": html for key, html in sample.kept().items()}


def _drop(pieces: list[str], at: int, _: int) -> None:
    pieces[at] = ""


def _double(pieces: list[str], at: int, _: int) -> None:
    pieces[at] *= 2


def _swap(pieces: list[str], at: int, other: int) -> None:
    pieces[at], pieces[other] = pieces[other], pieces[at]


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random

    def words(self, most: int = 6) -> str:
        return " ".join(self.random.choices(_WORDS, k=self.random.randint(1, most)))

    def joined(self, make: Callable[[], str], most: int, gap: str = "") -> str:
        return gap.join(make() for _ in range(self.random.randint(1, most)))

    def any(self, makers: Sequence[Callable[[], str]]) -> str:
        return self.random.choice(makers)()

    def within(self, tags: Sequence[str]) -> str:
        tag = self.random.choice(tags)
        return f"<{tag}>{self.words(3)}</{tag.split()[0]}>"

    def colour(self) -> str:
        return self.random.choice(_COLOURS)

    def link(self) -> str:
        url = f"https://e.com/{self.random.randint(1, 99)}"
        return f'<a href="{url}" target="_blank">{self.words(2)}</a>'

    def image(self) -> str:
        size = self.random.choice(["", ' width="300"', ' style="width: 50%;"'])
        return f'<img src="https://e.com/{self.random.randint(1, 99)}.png"{size}>'


class _Quill(_Writer):
    def post(self) -> str:
        makers = [
            *(self.paragraph, self.paragraph, self.paragraph, self.empty, self.heading),
            *(self.list, self.numbers, self.quote, self.code, self.picture, self.video),
            *(self.formula, self.rule, self.aligned),
        ]
        return self.joined(lambda: self.any(makers), 12)

    def line(self) -> str:
        return self.joined(self.piece, 4, self.random.choice(["", " "]))

    def piece(self) -> str:
        return self.any(
            [self.words, self.words, self.format, self.coloured, self.link, self.nested]
        )

    def format(self) -> str:
        return self.within("strong b em i u s sub sup code".split())

    def nested(self) -> str:
        return f"<strong><em><u>{self.words(2)}</u></em> {self.words(2)}</strong>"

    def coloured(self) -> str:
        name = self.random.choice(["color", "background-color"])
        return f'<span style="{name}: {self.colour()};">{self.words(3)}</span>'

    def paragraph(self) -> str:
        return f"<p>{self.line()}</p>"

    def aligned(self) -> str:
        side = self.random.choice(["center", "right"])
        return f'<p style="text-align: {side};">{self.line()}</p>'

    def empty(self) -> str:
        return self.random.choice(["<p><br></p>", "<p>&nbsp;</p>"])

    def heading(self) -> str:
        level = self.random.randint(1, 4)
        return f'<h{level} id="제목-{self.random.randint(1, 999)}">{self.line()}</h{level}>'

    def list(self) -> str:
        return f"<ul>{self.joined(lambda: f'<li>{self.line()}</li>', 4)}</ul>"

    def numbers(self) -> str:
        return f"<ol>{self.joined(lambda: f'<li>{self.line()}</li>', 4)}</ol>"

    def quote(self) -> str:
        return f"<blockquote>{self.line()}</blockquote>"

    def code(self) -> str:
        lines = self.joined(self.line_of_code, 4, "\n")
        return f'<pre class="ql-syntax" spellcheck="false">{lines}\n</pre>'

    def line_of_code(self) -> str:
        blanks = self.random.choice(["", "  "])
        keyword = '<span class="hljs-keyword">if</span>'
        return f"{blanks}{keyword} (a &lt; b) {{{self.words(2)}}}"

    def picture(self) -> str:
        return f"<p>{self.image()}</p>"

    def video(self) -> str:
        source = "https://www.youtube.com/embed/abc?showinfo=0"
        return f'<iframe class="ql-video" frameborder="0" src="{source}"></iframe>'

    def formula(self) -> str:
        tex = self.random.choice(["x^2", r"\frac{a}{b}", "a_1 + b_1"])
        note = f'<annotation encoding="application/x-tex">{tex}</annotation>'
        drawn = (
            f'<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>{note}'
            '</semantics></math></span><span class="katex-html" aria-hidden="true">x</span></span>'
        )
        return (
            f'<p>{self.words()} <span class="ql-formula" data-value="{tex}">{drawn}</span> 값</p>'
        )

    def rule(self) -> str:
        return "<hr>"


class _Pasted(_Writer):
    def post(self) -> str:
        makers = [
            *(self.box, self.box, self.paragraph, self.paragraph, self.heading, self.list),
            *(self.letters, self.table, self.merged, self.details, self.terms, self.figure),
            *(self.code, self.centred, self.quote, self.boxes),
        ]
        gap = self.random.choice(["", "\n", "\n\n  "])
        return self.joined(lambda: self.any(makers), 10, gap)

    def line(self) -> str:
        return self.joined(self.piece, 4, self.random.choice(["", " ", "\n"]))

    def piece(self) -> str:
        return self.any([self.words, self.words, self.format, self.span, self.font, self.link])

    def format(self) -> str:
        return self.within("b i u mark small kbd ins del q cite sub sup code abbr".split())

    def span(self) -> str:
        style = self.random.choice(
            [
                f"color: {self.colour()}",
                f"background-color: {self.colour()}; font-size: 18px",
                "font-weight: bold",
                "font-weight: 400",
                "font-family: Arial, sans-serif; letter-spacing: -1px",
                "text-decoration: underline",
            ]
        )
        return f'<span class="a b" style="{style};">{self.words(3)}</span>'

    def font(self) -> str:
        return f'<font color="#e03131" face="Arial">{self.words(3)}</font>'

    def paragraph(self) -> str:
        style = self.random.choice(["", ' style="text-align: center"', ' align="right"'])
        return f"<p{style}>{self.line()}</p>"

    def box(self) -> str:
        return f'<div class="c" data-a="1">{self.line()}</div>'

    def boxes(self) -> str:
        inner = f"<div><div>{self.line()}</div>{self.paragraph()}</div>"
        return f"<section>{inner}{self.words()}</section>"

    def heading(self) -> str:
        level = self.random.randint(2, 5)
        style = self.random.choice(["", ' style="color: #36a"', ' align="center"'])
        return f"<h{level}{style}>{self.line()}</h{level}>"

    def item(self) -> str:
        inner = self.random.choice(["", "", f"<ul><li>{self.line()}</li></ul>"])
        return f"<li>{self.line()}{inner}</li>"

    def list(self) -> str:
        return f"<ul>\n{self.joined(self.item, 4, chr(10))}\n</ul>"

    def letters(self) -> str:
        kind = self.random.choice(['type="a"', 'start="3"', "reversed", 'type="I" start="2"'])
        return f"<ol {kind}>{self.joined(lambda: f'<li>{self.line()}</li>', 4)}</ol>"

    def table(self) -> str:
        columns = self.random.randint(1, 3)
        head = "".join(f"<th>{self.words(2)}</th>" for _ in range(columns))
        rows = self.joined(
            lambda: f"<tr>{''.join(f'<td>{self.line()}</td>' for _ in range(columns))}</tr>", 3
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def merged(self) -> str:
        return (
            f'<table border="1"><tr><td colspan="2" align="center">{self.words()}</td></tr>'
            f'<tr><td style="background-color: #eee">{self.line()}</td><td>{self.words()}</td></tr>'
            "</table>"
        )

    def details(self) -> str:
        return f"<details><summary>{self.words()}</summary><p>{self.line()}</p></details>"

    def terms(self) -> str:
        return f"<dl><dt>{self.words()}</dt><dd>{self.line()}</dd></dl>"

    def figure(self) -> str:
        return f"<figure>{self.image()}<figcaption>{self.words()}</figcaption></figure>"

    def centred(self) -> str:
        return f"<center>{self.any([self.image, self.line])}</center>"

    def code(self) -> str:
        return (
            f'<pre><code class="language-js">let a = "{self.words(2)}";\n\n  a += 1\n</code></pre>'
        )

    def quote(self) -> str:
        return f"<blockquote><p>{self.line()}</p><p>{self.line()}</p></blockquote>"
