"""More pairs of HTML, Velog's and Jekyll's: empty lines, styles, signs of items, jumps, sizes."""

from __future__ import annotations

_ID = "0f3c1a2b-1111-4222-8333-444455556666"
_UPLOAD = f'<p><img src="https://velog.velcdn.com/images/me/post/{_ID}/가%20나.png"></p>'

SAME: dict[str, tuple[str, str]] = {
    "empty lines of three kinds": (
        "<p>가</p><p><br></p><p>&nbsp;</p><p>\u3000</p>",
        "<p>가</p><p>&nbsp; &nbsp;</p><p>\u3164</p><p><br />\n</p>",
    ),
    "an empty line in a paragraph": ("<p>가<br>&nbsp;<br>나</p>", "<p>가<br /><br />나</p>"),
    "blanks that end a line": ("<p>가&nbsp;<br>나\u3000</p>", "<p>가<br>나</p>"),
    "an item of a no-break space": ("<ul><li>&nbsp;</li></ul>", "<ul><li></li></ul>"),
    "a cell of a break": ("<table><tr><td><br></table>", "<table><tr><td></td></tr></table>"),
    "control characters": (
        "<p>가\b나</p><pre><code>a\x1b\b</code></pre><p><code>b\x00\x85</code></p>",
        "<p>가나</p><pre><code>a\n</code></pre><p><code>b</code></p>",
    ),
    "control characters in addresses": (
        '<p><a href="https://e.com/a&#8;b">가</a></p>',
        '<p><a href="https://e.com/ab">가</a></p>',
    ),
    "no-break spaces in code in a line": (
        "<p><code>a b</code></p>",
        "<p><code>a&nbsp;b</code></p>",
    ),
    "spaces in code in a line": ("<p><code>a  b</code></p>", "<p><code>a b</code></p>"),
    "the newline that ends code": (
        "<pre><code>a\n\n</code></pre>",
        "<pre><code>a\n\n</code></pre>",
    ),
    "the newline that begins <pre>": ("<pre>\na</pre>", "<pre>a\n</pre>"),
    "names of a shell": (
        '<pre><code class="language-sh">a</code></pre>'
        '<pre><code class="language-zsh">b</code></pre>',
        '<pre><code class="language-bash">a</code></pre>'
        '<pre><code class="language-shell">b</code></pre>',
    ),
    "a picture that became a file": (
        _UPLOAD,
        f'<p><img src="/blog/assets/{_ID}-a1b2c3.png" alt="가"></p>',
    ),
    "a picture at two widths that became one file": (
        f"{_UPLOAD}{_UPLOAD.replace('.png', '.png?w=640')}",
        f'<p><img src="/{_ID}-a.png"></p><p><img src="/{_ID}-a.png"></p>',
    ),
    "a picture of another host that became a file": (
        '<p><img src="https://e.com/x/big-cat.png?a"></p>',
        '<p><img src="/assets/0123456789ab-big-cat.png"></p>',
    ),
    "inserted and underlined": ("<p><ins>가</ins></p>", "<p><u>가</u></p>"),
    "formats by style": (
        "<p><b>가</b> <i>나</i> <s>다</s> <u>라</u></p>",
        '<p><span style="font-weight: 700">가</span> <span style="font-style:italic">나</span> '
        '<span style="text-decoration: line-through">다</span> '
        '<span style="text-decoration:underline">라</span></p>',
    ),
    "colours in several spellings": (
        '<p><font color="red">가</font><span style="color:rgb(0, 128, 0)">나</span></p>',
        '<p><span style="color: #F00">가</span><span style="color:#008000">나</span></p>',
    ),
    "the inner of two colours": (
        '<p style="color:blue"><span style="color:red">가</span></p>',
        '<p><span style="color:red">가</span></p>',
    ),
    "a style that shows nothing": (
        '<p style="text-align:left;margin-left:0"><span style="cursor:help">가</span></p>',
        "<p>가</p>",
    ),
    "centred in three ways": (
        '<p style="text-align: center">가</p><p align="center">나</p>',
        '<center>가</center><div align="CENTER"><p>나</p></div>',
    ),
    "what is hidden": (
        '<p>가<span style="display:none">나</span></p><p hidden>다</p>',
        "<p>가</p>",
    ),
    "merged cells of one": ('<table><tr><td colspan="1">가</table>', "<table><tr><td>가</table>"),
    "widths in two spellings": (
        '<p><img src="/a" style="width: 300px"><img src="/b" width="50%"></p>',
        '<p><img src="/a" width="300"><img src="/b" style="width:50%"></p>',
    ),
    "letters by style": (
        '<ol type="a"><li>가</li></ol>',
        '<ol style="list-style-type: lower-alpha"><li>가</li></ol>',
    ),
    "a number by value": (
        '<ol><li value="3">가</li><li>나</li></ol>',
        '<ol start="3"><li>가</li><li>나</li></ol>',
    ),
    "an explicit target by another name": (
        '<p><a href="#no1">가</a></p><h3><a id="no1">나</a></h3><p><a name="b"></a>다</p>',
        '<p><a href="#x">가</a></p><h3 id="x">나</h3><p id="b">다</p>',
    ),
    "a jump to the top": ('<p><a href="#">가</a></p>', '<p><a href="#top">가</a></p>'),
    "a jump that leads nowhere": (
        '<p><a href="#%EA%B0%80">가</a></p><p>나</p>',
        '<p><a href="#가">가</a></p><p>나</p>',
    ),
    "an encoded jump": (
        '<p><a href="#%EB%82%98">가</a></p><h2 id="나">나</h2>',
        '<p><a href="#section">가</a></p><h2 id="section">나</h2>',
    ),
    "the end of a break": ("<p>a</br>b</p>", "<p>a<br>b</p>"),
    "bold around paragraphs": (
        "<b>aaa<p>bbb</b>ccc</p>ddd",
        "<p><b>aaa</b></p><p><b>bbb</b>ccc</p><p>ddd</p>",
    ),
    "formats that cross": (
        "<p><i>aaa<b>bbb</i>ccc</b>ddd</p>",
        "<p><em>aaa<strong>bbb</strong></em><strong>ccc</strong>ddd</p>",
    ),
    "code in an open paragraph": (
        "<p>설명<pre><code>a:\n    b\n</code></pre>",
        "<p>설명</p><pre><code>a:\n    b\n</code></pre>",
    ),
    "a script of the author's": ("<p>가</p><script>a()</script><p>나</p>", "<p>가</p><p>나</p>"),
    "columns that the author aligned": (
        "<table><tr><td>가</td></tr></table>",
        '<table><tr><td style="text-align: center">가</td></tr></table>',
    ),
}

DIFFERENT: dict[str, tuple[str, str, str]] = {
    "an empty line of a no-break space lost": (
        "empty-line-lost",
        "<p>가</p><p>&nbsp;</p><p>나</p>",
        "<p>가</p><p>나</p>",
    ),
    "an empty line too many": ("empty-line-extra", "<p>가</p>", "<p>가</p><p><br></p>"),
    "two empty lines for one": ("merged-lines", "<p><br><br></p>", "<p><br></p>"),
    "a line set in by no-break spaces": ("space", "<p>가<br>&nbsp; 나</p>", "<p>가<br>나</p>"),
    "two spaces for three": ("space", "<p>가 &nbsp; 나</p>", "<p>가&nbsp; 나</p>"),
    "an empty line in a quote lost": (
        "quote",
        "<blockquote><p>&nbsp;</p></blockquote>",
        "<p>&gt; </p>",
    ),
    "a power as a number": ("lost-sup", "<p>2<sup>10</sup>=1024</p>", "<p>210=1024</p>"),
    "an index as a number": ("lost-sub", "<p>H<sub>2</sub>O</p>", "<p>H2O</p>"),
    "a line under words lost": ("lost-underline", "<p><u>가</u> 나</p>", "<p>가 나</p>"),
    "an insertion lost": ("lost-underline", "<p><ins>가</ins></p>", "<p>가</p>"),
    "a marker's colour lost": ("lost-mark", "<p><mark>가</mark></p>", "<p>가</p>"),
    "small print as large": ("lost-small", "<p><small>가</small> 나</p>", "<p>가 나</p>"),
    "quotation marks lost": ("lost-quoted", "<p><q>가</q></p>", "<p>가</p>"),
    "a key lost": ("html-lost", "<p><kbd>가</kbd></p>", "<p>가</p>"),
    "details lost": (
        "html-lost",
        "<details><summary>가</summary><p>나</p></details>",
        "<p>가</p><p>나</p>",
    ),
    "details open": (
        "html-lost",
        "<details><p>나</p></details>",
        "<details open><p>나</p></details>",
    ),
    "a colour of a font lost": ("style", '<p><font color="red">가</font></p>', "<p>가</p>"),
    "another colour": (
        "style",
        '<p><span style="color:red">가</span></p>',
        '<p><span style="color:blue">가</span></p>',
    ),
    "a ground lost": ("style", '<p style="background: yellow">가</p>', "<p>가</p>"),
    "a colour of items lost": (
        "style",
        '<ul style="color:red"><li>가</li></ul>',
        "<ul><li>가</li></ul>",
    ),
    "a size lost": ("style", '<p><font size="5">가</font></p>', "<p>가</p>"),
    "centred lines at the left": ("lost-align", '<p align="center">가</p>', "<p>가</p>"),
    "lines at the left centred": ("extra-align", "<p>가</p>", "<center>가</center>"),
    "a centred heading at the left": (
        "lost-align",
        '<h2 style="text-align:center">가</h2>',
        "<h2>가</h2>",
    ),
    "a centred cell at the left": (
        "lost-cell-align",
        '<table><tr><td align="center">가</table>',
        "<table><tr><td>가</table>",
    ),
    "columns that slide": (
        "merged-cells",
        '<table><tr><td colspan="2">가</td></tr></table>',
        "<table><tr><td>가</td></tr></table>",
    ),
    "rows that slide": (
        "merged-cells",
        '<table><tr><td rowspan="2">가</td></tr><tr></tr></table>',
        "<table><tr><td>가</td></tr><tr></tr></table>",
    ),
    "a tick lost": (
        "lost-tick",
        '<ul><li><input type="checkbox" checked> 가</ul>',
        '<ul><li><input type="checkbox"> 가</ul>',
    ),
    "a field lost": ("task-box", '<p>가 <input type="text"></p>', "<p>가</p>"),
    "a width by style lost": (
        "image-size",
        '<p><img src="/a" style="width:50%"></p>',
        '<p><img src="/a"></p>',
    ),
    "a picture no longer at the side": (
        "image-size",
        '<p><img src="/a" align="right"></p>',
        '<p><img src="/a"></p>',
    ),
    "letters as numbers": (
        "list-type",
        '<ol type="A"><li>가</li></ol>',
        "<ol><li>가</li></ol>",
    ),
    "a number of an item lost": (
        "list-number",
        '<ol><li>가</li><li value="7">나</li></ol>',
        "<ol><li>가</li><li>나</li></ol>",
    ),
    "numbers upwards": (
        "list-number",
        '<ol reversed start="5"><li>가</li><li>나</li></ol>',
        '<ol start="5"><li>가</li><li>나</li></ol>',
    ),
    "loose items as tight ones": (
        "list-tightened",
        "<ul><li><p>가</p></li><li><p>나</p></li></ul>",
        "<ul><li>가</li><li>나</li></ul>",
    ),
    "a tight item as a loose one": (
        "list-loosened",
        "<ul><li>가<ul><li>나</li></ul></li></ul>",
        "<ul><li><p>가</p><ul><li>나</li></ul></li></ul>",
    ),
    "a target lost": (
        "jump",
        '<p><a href="#no1">가</a></p><h3 id="no1">나</h3>',
        '<p><a href="#no1">가</a></p><h3 id="section">나</h3>',
    ),
    "a target at another place": (
        "jump",
        '<p><a href="#x">가</a></p><p id="x">나</p><p>다</p>',
        '<p><a href="#x">가</a></p><p>나</p><p id="x">다</p>',
    ),
    "the other of two like targets": (
        "jump",
        '<p><a href="#x">가</a></p><h2 id="x">나</h2><p>다</p><h2>나</h2><p>다</p>',
        '<p><a href="#x">가</a></p><h2>나</h2><p>다</p><h2 id="x">나</h2><p>다</p>',
    ),
    "a blank line at the end of code": (
        "code-blank-line",
        "<pre><code>a\n</code></pre>",
        "<pre><code>a\n\n</code></pre>",
    ),
    "a blank line at the start of code": (
        "code-text",
        "<pre><code>\na</code></pre>",
        "<pre><code>a</code></pre>",
    ),
    "a picture that became another's file": (
        "image-src",
        _UPLOAD,
        '<p><img src="/assets/0f3c1a2b-1111-4222-8333-777755556666-a.png"></p>',
    ),
    "a player lost": ("embed", '<p>가</p><video src="/a.mp4"></video>', "<p>가</p>"),
}
