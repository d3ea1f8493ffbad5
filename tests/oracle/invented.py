"""A number → the HTML of a post that nobody wrote, as Velog would show it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_TEXT = """
비동기 함수는 값을 돌려주지 않고 약속을 돌려준다 그래서 결과를 쓰려면 기다려야 한다 React 에서
상태가 바뀌면 화면을 다시 그린다 처음에는 왜 두 번 그리는지 몰랐다 snake_case 이름은 a<b 처럼
"인용" 과 '작은' 따옴표를 쓰고 C:\\Users 경로와 --옵션 1~2개 $5 그리고 x|y 도 나온다 음... 끝.
"""
_WORDS = _TEXT.split()
_CODE = (
    "const x = 1;\n",
    "function f(a, b) {\n\treturn a < b;\n}\n",
    "\n",
    "    if (x) {{ y }} // 주석\n",
    'print("안녕")  \n',
    "<div className='a'>&nbsp;</div>\n",
)


def invented(number: int) -> str:
    """Make the post of this number: every kind of block at least once, in any order."""
    writer = _Writer(Random(f"post {number}"))
    return writer.post()


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random

    def post(self) -> str:
        makers: list[Callable[[], str]] = [
            *[self.paragraph] * 2,
            self.heading,
            self.code,
            self.bullets,
            self.numbers,
            self.tasks,
            self.table,
            self.quote,
            self.picture,
            self.frame,
            self.formula,
            lambda: "<hr />",
        ]
        self.random.shuffle(makers)
        return "\n".join(maker() for maker in makers)

    def words(self, most: int = 8) -> str:
        count = self.random.randint(2, most)
        text = " ".join(self.random.choice(_WORDS) for _ in range(count))
        return text.replace("&", "&amp;").replace("<", "&lt;")

    def line(self) -> str:
        """Words, then each way of writing a few words otherwise, in any order."""
        number = self.random.randint(1, 999)
        pieces = [
            f"<strong>{self.words(3)}</strong>",
            f"<em>{self.words(3)}</em>",
            f"<del>{self.words(3)}</del>",
            f"<code>x{number} = y</code>를",
            f'<a href="https://example.com/{number}?a=b">{self.words(3)}</a>',
            f'<a href="https://example.com/글/{number}">https://example.com/글/{number}</a>',
            self.inline_formula(number),
        ]
        chosen = self.random.sample(pieces, 3)
        return " ".join(f"{self.words(5)} {piece}" for piece in chosen)

    def inline_formula(self, number: int) -> str:
        tex = f'<annotation encoding="application/x-tex">a_{{{number}}}|b|</annotation>'
        return f'<span class="math math-inline"><span class="katex">{tex}</span></span>'

    def paragraph(self) -> str:
        return f"<p>{self.line()}<br />\n{self.words()}</p>"

    def heading(self) -> str:
        level = self.random.randint(1, 4)
        return f'<h{level} id="a">{self.words(4)}</h{level}>'

    def code(self) -> str:
        lines = "".join(self.random.choice(_CODE) for _ in range(5))
        text = lines.strip("\n").replace("&", "&amp;").replace("<", "&lt;")
        language = self.random.choice(["js", "python", "null", "tsx"])
        return f'<pre><code class="language-{language}">{text}</code></pre>'

    def bullets(self) -> str:
        inner = f"<ul>\n<li>{self.words()}</li>\n<li>{self.words()} 둘</li>\n</ul>"
        return f"<ul>\n<li>{self.words()} 하나\n{inner}</li>\n<li>{self.line()}</li>\n</ul>"

    def numbers(self) -> str:
        start = self.random.choice(["", ' start="3"'])
        items = "\n".join(
            f"<li><p>{self.words()} {n}</p><p>{self.words()}</p></li>" for n in "가나다"
        )
        return f"<ol{start}>\n{items}\n</ol>"

    def tasks(self) -> str:
        box = '<input type="checkbox" />'
        items = [f'<li class="task-list-item">{box} {self.words()} {n}</li>' for n in "ab"]
        return f'<ul class="contains-task-list">{"".join(items)}</ul>'

    def table(self) -> str:
        rows = [[f"{self.words(3)} {row}{cell}" for cell in "xyz"] for row in "012"]
        head = "".join(f"<th>{cell}</th>" for cell in rows[0])
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def quote(self) -> str:
        return f"<blockquote>\n<p>{self.words()}<br />{self.words()}</p>\n</blockquote>"

    def picture(self) -> str:
        number = self.random.randint(1, 999)
        sources = [f"https://velog.velcdn.com/images/{number}/{n}.png" for n in "ab"]
        return "<p>" + "<br />".join(f'<img src="{src}" alt="그림" />' for src in sources) + "</p>"

    def frame(self) -> str:
        number = self.random.randint(100, 999)
        return f'<iframe src="https://www.youtube.com/embed/{number}" allowfullscreen></iframe>'

    def formula(self) -> str:
        tex = f"\\frac{{{self.random.randint(1, 9)}}}{{x}}"
        inner = f'<annotation encoding="application/x-tex">{tex}</annotation>'
        return f'<div class="math math-display"><span class="katex">{inner}</span></div>'
