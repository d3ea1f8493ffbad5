"""Posts nobody wrote, in Velog's Markdown → they look the same on Jekyll, however it is set."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from conftest import JekyllPages, VelogPages
from migrator.jekyll.site_config import dialect
from migrator.proof.compare import differences
from migrator.settings.site_settings import Settings
from oracle import velog
from test_converter import a_post, convert
from test_kramdown_writer import DEFAULT, SITES

COUNT = 60
WORDS = """
비동기 함수는, 값을, 돌려주지, (않고), 약속을, "돌려준다", 그래서, it's, 결과를, [쓰려면],
기다려야, 한다..., React 의, `useState`, `a | b`, **굵게**쓰고, *기울여*서, ~~지우고~~는,
__또__, snake_case_name, a*b*c, 2 * 3, List<String>, a<b, C:\\Users\\name, --save, 1~2개, $5,
$x_1$, 식 $|x|$ 은, x|y, ||, !중요, #태그, 1. 하나, -, : 뜻, https://example.com/a_b,
[링크](https://example.com/c "제목")는, {: .a}, {{ x }}, ![그림](https://e.com/p.png),
**"인용"**을, ** 벌린 ** 것, <br>, <b>태그</b>, &lt;p&gt;, &amp;, \\*, 😀, ^,
<span style="color:red">빨강</span>, [^1], @me, **[굵은 링크](https://e.com/d_e)**, _밑줄_은,
***다***, ``a`b``
""".replace("\n", " ").split(", ")
CODE = (
    "const x = 1;",
    "",
    "    if (x) {{ y }} // 주석",
    'print("안녕")',
    "---",
    "- a",
    "<div>&nbsp;",
    "``",
)


class Author:
    """Writes posts as people do, by chance."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)

    def post(self) -> str:
        blocks = [self.block() for _ in range(self.random.randint(4, 14))]
        gaps = [self.random.choice(("\n", "\n\n", "\n\n", "\n\n\n")) for _ in blocks]
        return "".join(block + gap for block, gap in zip(blocks, gaps, strict=True))

    def block(self) -> str:
        makers = [self.lines] * 4 + [self.bullets] * 3 + [self.heading, self.code, self.quote]
        makers += [self.table, self.formula, self.rule, self.picture, self.island]
        return self.random.choice(makers)()

    def line(self, most: int = 9) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def lines(self) -> str:
        return "\n".join(self.line() for _ in range(self.random.randint(1, 3)))

    def heading(self) -> str:
        return f"{'#' * self.random.randint(1, 4)} {self.line(4)}"

    def code(self) -> str:
        language = self.random.choice(("", "js", "python", "JSON", "java Main.java"))
        lines = self.random.choices(CODE, k=self.random.randint(1, 5))
        return "\n".join([f"```{language}", *lines, "```"])

    def bullets(self) -> str:
        marker = self.random.choice(("- ", "* ", "1. "))
        step = self.random.choice((len(marker), 4))
        lines = []
        depth = 0
        for _ in range(self.random.randint(1, 6)):
            box = self.random.choice(("", "", "", "[ ] ", "[x] ")) if marker == "- " else ""
            lines.append(f"{' ' * step * depth}{marker}{box}{self.line(5)}")
            if self.random.random() < 0.15:
                lines.append("")
            depth = self.random.randint(0, depth + 1)
        return "\n".join(lines)

    def quote(self) -> str:
        return "\n".join(f"> {line}" for line in self.lines().split("\n"))

    def table(self) -> str:
        columns = self.random.randint(1, 3)
        rows = [
            [self.line(3).replace("|", "\\|") for _ in range(columns)]
            for _ in range(self.random.randint(2, 4))
        ]
        rows.insert(1, [self.random.choice(("---", ":-:", "-")) for _ in range(columns)])
        return "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def formula(self) -> str:
        return "$$\n\\sum_{i=1}^n x_i\n$$"

    def rule(self) -> str:
        return f"\n{self.random.choice(('---', '***', '- - -'))}\n"

    def picture(self) -> str:
        return '<img src="https://e.com/p.png" width="50%">'

    def island(self) -> str:
        return f'<div align="center">\n\n{self.line()}\n\n</div>\n'


@pytest.mark.parametrize("name", ["default", *SITES])
def test_posts_look_the_same(name: str, velog_pages: VelogPages, jekyll_pages: JekyllPages) -> None:
    site = SITES.get(name, DEFAULT)
    how = replace(dialect(site.config), exact=name == "exact")
    bodies = {str(number): Author(number).post() for number in range(COUNT)}
    there = velog_pages({key: velog.Body(body) for key, body in bodies.items()})
    pages = {key: convert(a_post(body), Settings(dialect=how)) for key, body in bodies.items()}
    files = {key: page.text(frozenset()) for key, page in pages.items()}
    built = jekyll_pages(files, dict(site.config))
    assert built.failed == {}
    for key, body in bodies.items():
        found = differences(there[key], built.pages[key], typography=site.typography)
        assert found == [], f"post {key}:\n{body}\n\n{files[key]}"
