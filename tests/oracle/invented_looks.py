"""A number → the HTML of a post that shows what only stored HTML can: colours, jumps, merged cells.

Each construct is one that authors' posts of 2018 and 2019 hold.
"""

from __future__ import annotations

from random import Random

_WORDS = """
비동기 함수는 값을 돌려주지 않고 약속을 돌려준다 그래서 결과를 쓰려면 기다려야 한다 처음에는
상태가 바뀌면 화면을 다시 그린다 색이 있는 글자와 밑줄 그리고 표를 함께 써 보았다 정리하면 이렇다
""".split()


def invented_look(number: int) -> str:
    """Make the post of this number: every construct once, in any order."""
    return _Writer(Random(f"look {number}")).post()


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def post(self) -> str:
        makers = [
            *(self.formats, self.colours, self.block_styles, self.empty_lines, self.indent),
            *(self.merged_cells, self.aligned_cells, self.ticks, self.widths, self.letters),
            *(self.values, self.starts, self.loose, self.tight, self.jumps, self.anchors),
            *(self.code, self.live, self.plain),
        ]
        self.random.shuffle(makers)
        return "\n".join(maker() for maker in makers)

    def words(self, most: int = 5) -> str:
        """Give words that no other place of the post has."""
        self.count += 1
        chosen = self.random.choices(_WORDS, k=self.random.randint(2, most))
        return f"{' '.join(chosen)} {self.count}번"

    def formats(self) -> str:
        pieces = [
            f"2<sup>{self.random.randint(2, 99)}</sup>승은",
            "H<sub>2</sub>O",
            f"<u>{self.words(3)}</u>",
            f"<ins>{self.words(3)}</ins>",
            f"<mark>{self.words(3)}</mark>",
            f"<small>{self.words(3)}</small>",
            f"<q>{self.words(3)}</q>",
        ]
        self.random.shuffle(pieces)
        return f"<p>{' '.join(f'{self.words(3)} {piece}' for piece in pieces)}</p>"

    def colours(self) -> str:
        colour = self.random.choice(["red", "#0b7285", "rgb(230, 0, 0)"])
        return (
            f'<p>{self.words()} <span style="color: {colour};">{self.words()}</span> '
            f'<font color="#e03131">{self.words()}</font> '
            f'<span style="background-color: #fff3bf">{self.words()}</span></p>'
        )

    def block_styles(self) -> str:
        side = self.random.choice(["center", "right"])
        return (
            f'<p style="text-align: {side}">{self.words()}</p><p align="{side}">{self.words()}</p>'
            f'<ul><li style="color: #1864ab">{self.words()}</li><li>{self.words()}</li></ul>'
        )

    def empty_lines(self) -> str:
        empty = self.random.sample(["<br>", "&nbsp;", "\u3000", "\u3164"], 2)
        return "".join(f"<p>{self.words()}</p><p>{each}</p>" for each in empty)

    def indent(self) -> str:
        return f"<p>{self.words()}<br>&nbsp;&nbsp;{self.words()}</p>"

    def merged_cells(self) -> str:
        cells = [self.words(2) for _ in range(6)]
        return (
            f'<table><tr><th colspan="2">{cells[0]}</th><th>{cells[1]}</th></tr>'
            f'<tr><td rowspan="2">{cells[2]}</td><td>{cells[3]}</td><td>{cells[4]}</td></tr>'
            f"<tr><td>{cells[5]}</td><td>&nbsp;</td></tr></table>"
        )

    def aligned_cells(self) -> str:
        return (
            f'<table><tr><td align="center">{self.words(2)}</td>'
            f'<td style="text-align:right">{self.words(2)}</td></tr></table>'
        )

    def ticks(self) -> str:
        items = "".join(
            f'<li><input type="checkbox"{ticked}> {self.words()}</li>'
            for ticked in (" checked", "", ' checked="checked"', "")
        )
        return f"<ul>{items}</ul>"

    def widths(self) -> str:
        number = self.random.randint(1, 999)
        return (
            f'<p><img src="https://e.com/{number}.png" style="width: 50%"></p>'
            f'<p><img src="https://e.com/{number}.gif" width="300"></p>'
        )

    def letters(self) -> str:
        return f'<ol type="{self.random.choice("aAiI")}"><li>{self.words()}</li></ol><p>끝</p>'

    def values(self) -> str:
        value = self.random.randint(5, 50)
        first = f"<ol><li>{self.words()}</li>"
        return f'{first}<li value="{value}">{self.words()}</li></ol><p>{self.words()}</p>'

    def starts(self) -> str:
        start = self.random.randint(2, 9)
        return f'<ol start="{start}"><li>{self.words()}</li><li>{self.words()}</li></ol><p>끝</p>'

    def loose(self) -> str:
        items = "".join(f"<li><p>{self.words()}</p></li>" for _ in "ab")
        return f"<ul>{items}</ul><p>{self.words()}</p>"

    def tight(self) -> str:
        inner = f"<ul><li>{self.words()}</li></ul>"
        return f"<ul><li>{self.words()}{inner}</li></ul><p>{self.words()}</p>"

    def jumps(self) -> str:
        names = [f"no{self.random.randint(1, 9)}{letter}" for letter in "ab"]
        links = "".join(f'<p><a href="#{name}">{self.words(3)}</a></p>' for name in names)
        return links + "".join(f'<h3 id="{name}">{self.words()}</h3>' for name in names)

    def anchors(self) -> str:
        return (
            f'<p>{self.words()} <a href="#etc">{self.words(2)}</a></p><p>{self.words()}</p>'
            f'<p><a name="etc"></a>{self.words()}</p>'
        )

    def code(self) -> str:
        ends = self.random.sample(["", "\n", "\n\n"], 2)
        return "".join(f"<pre><code>x = {self.count}{end}</code></pre>" for end in ends)

    def live(self) -> str:
        return (
            f"<details><summary>{self.words()}</summary><p>{self.words()}</p></details>"
            f"<dl><dt>{self.words()}</dt><dd>{self.words()}</dd></dl>"
            f"<p>{self.words()} <kbd>Ctrl</kbd></p>"
        )

    def plain(self) -> str:
        return f"<p>{self.words()}</p><h2>{self.words()}</h2><p>{self.words()}</p>"
