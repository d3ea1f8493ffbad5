"""Pairs of HTML, Velog's and Jekyll's: some look the same, the others have a class."""

from __future__ import annotations

_ROUGE = (
    '<div class="language-{0} highlighter-rouge"><div class="highlight"><pre class="highlight">'
    "<code>{1}</code></pre></div></div>"
)
_KATEX = (
    '<span class="math math-inline"><span class="katex"><span class="katex-mathml"><math>'
    '<semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">{0}</annotation>'
    '</semantics></math></span><span class="katex-html" aria-hidden="true"><span>x</span>'
    "</span></span></span>"
)
_KATEX_BLOCK = (
    '<div class="math math-display"><span class="katex-display"><span class="katex"><math>'
    '<annotation encoding="application/x-tex">{0}</annotation></math></span></span></div>'
)

SAME: dict[str, tuple[str, str]] = {
    "ids of headings": ('<h2 id="안녕">안녕</h2>', '<h2 id="section">안녕</h2>'),
    "white space": ("<p>가  나\n다</p>\n<p>라</p>", "<p>\n가 나 다 </p><p>라\n</p>"),
    "a no-break space": ("<p>가&nbsp;나</p>", "<p>가 나</p>"),
    "breaks": ("<p>가<br>나</p>", "<p>가<br />\n나</p>"),
    "space around a break": ("<p>가 <br />\n나</p>", "<p>가<br /> 나</p>"),
    "a break that ends a paragraph": ("<p>가<br></p>", "<p>가</p>"),
    "loose items": (
        "<ul>\n<li><p>가</p></li>\n<li><p>나</p></li>\n</ul>",
        "<ul>\n  <li>\n    <p>가</p>\n  </li>\n  <li>\n    <p>나</p>\n  </li>\n</ul>",
    ),
    "a list in a list": (
        "<ol start=3><li>가<ul><li>나</li></ul></li></ol>",
        '<ol start="3">\n  <li>가\n    <ul>\n      <li>나</li>\n    </ul>\n  </li>\n</ol>',
    ),
    "two lists in a row": ("<ul><li>가</li></ul><ul><li>나</li></ul>", "<ul><li>가<li>나</ul>"),
    "coloured code": (
        '<pre><code class="language-js"><span class="token">let</span> a &lt; b</code></pre>',
        _ROUGE.format("js", '<span class="kd">let</span> <span class="nx">a</span> &lt; b\n'),
    ),
    "code without a language": (
        '<pre><code class="language-null">a\n\n  b</code></pre>',
        _ROUGE.format("plaintext", "a\n\n  b\n"),
    ),
    "code of a language that Rouge does not know": (
        '<pre><code class="language-foo">a</code></pre>',
        '<pre><code class="language-foo">a\n</code></pre>',
    ),
    "languages of two names": (
        '<pre><code class="language-JS">a</code></pre>',
        _ROUGE.format("javascript", "a\n"),
    ),
    "no-break spaces in code": (
        "<pre><code>a b</code></pre>",
        "<pre><code>a\u00a0b\n</code></pre>",
    ),
    "code in a line": ("<p>a <code>b|c</code>를</p>", '<p>a <code class="x">b|c</code>를</p>'),
    "a table": (
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<table>\n<tr>\n<th style="text-align: left">a</th>\n</tr><tr><td> 1 </td></tr></table>',
    ),
    "bold by two names": (
        "<p><strong>가</strong> <em>나</em> <del>다</del></p>",
        "<p><b>가</b> <i>나</i> <s>다</s></p>",
    ),
    "spaces at the edge of bold": ("<p>가 <b>나 </b>다</p>", "<p>가<b> 나</b> 다</p>"),
    "bold in two pieces": ("<p><b>가나 다</b></p>", "<p><b>가</b><b>나</b> <b>다</b></p>"),
    "addresses": (
        '<p><a href="https://e.com/%ed%95%9c%EA%B8%80?a=b%20c&amp;d">a</a></p>',
        '<p><a href="https://e.com/한글?a=b c&amp;d" title="제목" target="_blank">a</a></p>',
    ),
    "composed and decomposed Hangul": (
        '<p><img src="/%E1%84%80%E1%85%A1.png" alt=""></p>',
        '<p><img src="/가.png" alt="그림" title="제목"></p>',
    ),
    "links to the same heading": (
        '<h2 id="가-나">가 나</h2><p><a href="#가-나">위</a></p>',
        '<h2 id="section">가 나</h2><p><a href="#section">위</a></p>',
    ),
    "a formula": (f"<p>식 {_KATEX.format('a_1 &lt; b')}은</p>", r"<p>식 \(a_1 &lt; b\)은</p>"),
    "a formula as a script": (
        f"<p>{_KATEX.format('x')}</p>",
        '<p><script type="math/tex">x</script></p>',
    ),
    "a formula of its own": (_KATEX_BLOCK.format("x\ny"), "\\[x\ny\\]"),
    "bars in a formula": (
        f"<p>{_KATEX.format('|x|')}</p>",
        r"<p>\(\vert{}x\vert{}\)</p>",
    ),
    "a formula that KaTeX refuses": (
        r'<p><span class="math math-inline"><span class="katex-error">\foo{x</span></span></p>',
        r"<p>\(\foo{x\)</p>",
    ),
    "a frame": (
        '<iframe class="embed" src="https://www.youtube.com/embed/a"></iframe>',
        '<p><iframe src="https://www.youtube.com/embed/a" width="560">x</iframe></p>',
    ),
    "a tweet": (
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1"></a></blockquote>',
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1">글</a></blockquote>'
        '<script async src="https://platform.twitter.com/widgets.js"></script>',
    ),
    "task boxes": (
        '<ul><li class="task-list-item"><input type="checkbox"> 가</li></ul>',
        '<ul><li><input type="checkbox" disabled="disabled" checked="checked" />가</li></ul>',
    ),
    "wrappers": ("<p>가</p><p>나</p>", "<div><section>가</section><div>나</div></div>"),
    "tags that nobody knows": ("<p>List 타입</p>", "<p>List<string> 타입</string></p>"),
    "a comment": ("<p>가</p><p>나</p>", "<p>가</p><!-- 숨김 --><p>나</p>"),
    "a paragraph that a list ends": ("<p>가</p><ul><li>나</li></ul>", "<p>가<ul><li>나</li></ul>"),
    "an empty paragraph": ("<p></p><p>가</p>", "<p>가</p>"),
    "an item with nothing to see": ("<ul><li></li></ul>", "<ul><li>\u200b</li></ul>"),
    "the space that Velog loses": ("<p>[가][나]</p>", "<p>[가] [나]</p>"),
    "the mark that Velog adds after an emoji": (
        "<pre><code>😀</code></pre><pre><code>a&lt;: b</code></pre>",
        "<pre><code>😀\n</code></pre><pre><code>a: b\n</code></pre>",
    ),
    "an upload that never finished": (
        '<p><img alt="업로드중.."></p>',
        '<p><img src="blob:a/b"></p>',
    ),
    "a coloured span": (
        '<p><span style="color:red">가</span></p>',
        '<p><span style="color: RED;" class="x">가</span></p>',
    ),
    "curly quotes": ("""<p>"가" '나' 다...</p>""", "<p>“가” ‘나’ 다…</p>"),
}
"""What must be equal; the last one only while the site's own typography is forgiven."""

DIFFERENT: dict[str, tuple[str, str, str]] = {
    "a line joined to the one before": ("merged-lines", "<p>가<br>나</p>", "<p>가 나</p>"),
    "a line broken": ("extra-break", "<p>가 나</p>", "<p>가<br>나</p>"),
    "an empty line lost": ("merged-lines", "<p>가<br><br>나</p>", "<p>가<br>나</p>"),
    "an empty line at the start lost": ("merged-lines", "<p><br>나</p>", "<p>나</p>"),
    "paragraphs joined": ("para-merged", "<p>가</p><p>나</p>", "<p>가 나</p>"),
    "a paragraph parted": ("para-split", "<p>가 나</p>", "<p>가</p><p>나</p>"),
    "a paragraph lost": ("para-lost", "<p>가</p><p>나</p>", "<p>가</p>"),
    "a paragraph too many": ("para-extra", "<p>가</p>", "<p>가</p><p>{: .x}</p>"),
    "a heading as text": ("heading-lost", "<h2>가</h2>", "<p>## 가</p>"),
    "text as a heading": ("heading-extra", "<p>가</p><p>나</p>", "<h2>가</h2><p>나</p>"),
    "another level": ("heading-level", "<h2>가</h2>", "<h3>가</h3>"),
    "a list as text": ("list-lost", "<ul><li>가</li></ul>", "<p>- 가</p>"),
    "text as a list": ("list-extra", "<p>글<br>1. 가</p>", "<p>글</p><ol><li>가</li></ol>"),
    "an item lost": ("list-lost", "<ul><li>가</li><li>나</li></ul>", "<ul><li>가</li></ul>"),
    "an item by its side": (
        "list-nesting",
        "<ul><li>가<ul><li>나</li></ul></li></ul>",
        "<ul><li>가</li><li>나</li></ul>",
    ),
    "text after a list in it": (
        "list-nesting",
        "<ul><li>가</li></ul><p>나</p>",
        "<ul><li>가<p>나</p></li></ul>",
    ),
    "another first number": (
        "list-number",
        '<ol start="3"><li>가</li></ol>',
        "<ol><li>가</li></ol>",
    ),
    "numbers that begin anew": (
        "list-number",
        '<ol><li>가</li></ol><p>글</p><ol start="2"><li>나</li></ol>',
        "<ol><li>가</li></ol><p>글</p><ol><li>나</li></ol>",
    ),
    "dots for numbers": ("list-kind", "<ol><li>가</li></ol>", "<ul><li>가</li></ul>"),
    "code as text": ("code-lost", "<pre><code>a</code></pre>", "<p>``` a ```</p>"),
    "text as code": ("code-extra", "<p>글</p><p>a</p>", "<p>글</p><pre><code>a</code></pre>"),
    "a tab in code": ("code-text", "<pre><code>\ta</code></pre>", "<pre><code>    a</code></pre>"),
    "an indent in code": (
        "code-text",
        "<pre><code>a\n  b</code></pre>",
        "<pre><code>a\nb\n</code></pre>",
    ),
    "a blank line in code": (
        "code-text",
        "<pre><code>a\n\nb</code></pre>",
        "<pre><code>a\nb\n</code></pre>",
    ),
    "braces in code that Liquid ate": (
        "code-text",
        "<pre><code>{{ a }}</code></pre>",
        "<pre><code>\n</code></pre>",
    ),
    "a mark in code without any emoji": (
        "code-text",
        "<pre><code>a&lt;: b</code></pre>",
        "<pre><code>a: b</code></pre>",
    ),
    "another language": (
        "code-language",
        '<pre><code class="language-c">a</code></pre>',
        _ROUGE.format("cpp", "a\n"),
    ),
    "code in a line as text": ("inline-code", "<p><code>a</code></p>", "<p>`a`</p>"),
    "a bar in code": ("inline-code", "<p><code>a|b</code></p>", r"<p><code>a\|b</code></p>"),
    "bold lost": ("lost-bold", "<p><b>가</b>나</p>", "<p>가나</p>"),
    "stars shown": ("lost-bold", "<p>글 <b>가</b>나</p>", "<p>글 ** 가**나</p>"),
    "bold too long": ("extra-bold", "<p><b>가</b>나</p>", "<p><b>가나</b></p>"),
    "italic lost": ("lost-italic", "<p><em>가</em>나</p>", "<p>_가_나</p>"),
    "italic too much": ("extra-italic", "<p>2 * 3 * 4</p>", "<p>2 <em>3</em> 4</p>"),
    "strike lost": ("lost-strike", "<p><del>가</del></p>", "<p>~~가~~</p>"),
    "strike too much": ("extra-strike", "<p>1~2 3~4</p>", "<p>1<del>2 3</del>4</p>"),
    "another address": ("link", '<p><a href="/a">가</a></p>', '<p><a href="/b">가</a></p>'),
    "an encoded number sign": (
        "link",
        '<p><a href="/%23">가</a></p>',
        '<p><a href="/#">가</a></p>',
    ),
    "a link lost": ("link", '<p><a href="/a">가</a></p>', "<p>가</p>"),
    "a link to another heading": (
        "jump",
        '<h2 id="a">가</h2><h2 id="b">나</h2><p><a href="#a">위</a></p>',
        '<h2 id="x">가</h2><h2 id="y">나</h2><p><a href="#y">위</a></p>',
    ),
    "a bare address without a link": (
        "autolink-lost",
        '<p><a href="https://e.com/%ED%95%9C">https://e.com/%ED%95%9C</a></p>',
        "<p>https://e.com/%ED%95%9C</p>",
    ),
    "a picture lost": ("image-lost", '<p>가 <img src="/a"></p>', "<p>가</p>"),
    "a picture too many": ("image-extra", "<p>가</p>", '<p>가<img src="/a"></p>'),
    "another picture": ("image-src", '<p><img src="/a"></p>', '<p><img src="/b"></p>'),
    "another size": ("image-size", '<p><img src="/a" width="3"></p>', '<p><img src="/a"></p>'),
    "a table as text": (
        "table-lost",
        "<table><tr><th>a</th></tr></table>",
        "<p>| a |</p>",
    ),
    "text as a table": ("table-extra", "<p>a | b</p>", "<table><tr><td>a<td>b</table>"),
    "a cell too many": (
        "table-cells",
        "<table><tr><td>a</td></tr></table>",
        "<table><tr><td>a</td><td></td></tr></table>",
    ),
    "a head as a row": (
        "table-cells",
        "<table><tr><th>a</th></tr></table>",
        "<table><tr><td>a</td></tr></table>",
    ),
    "no quote": ("quote", "<blockquote><p>가</p></blockquote>", "<p>가</p>"),
    "a quote too short": (
        "quote",
        "<blockquote><p>가</p><p>나</p></blockquote>",
        "<blockquote><p>가</p></blockquote><p>나</p>",
    ),
    "no rule": ("rule", "<p>가</p><hr><p>나</p>", "<p>가</p><p>나</p>"),
    "a formula as text": ("math", f"<p>식 {_KATEX.format('x')}</p>", "<p>식 $x$</p>"),
    "text as a formula": ("math", "<p>값 $x$ 끝</p>", r"<p>값 \(x\) 끝</p>"),
    "another formula": ("math", f"<p>{_KATEX.format('a_1')}</p>", r"<p>\(a1\)</p>"),
    "a formula on a line of its own": ("math", f"<p>{_KATEX.format('x')}</p>", r"\[x\]"),
    "no frame": ("embed", '<p><iframe src="/a"></iframe></p>', "<p>!youtube[a]</p>"),
    "another frame": ("embed", '<iframe src="/a"></iframe>', '<iframe src="/b"></iframe>'),
    "details": ("html-live", "<p>열기</p>", "<details><p>열기</p></details>"),
    "a small tag": ("html-live", "<p>가 2</p>", "<p>가 <sub>2</sub></p>"),
    "a definition list": ("html-live", "<p>가<br>: 나</p>", "<dl><dt>가</dt><dd>나</dd></dl>"),
    "a script": ("script-live", "<p>가</p>", "<script>alert(1)</script><p>가</p>"),
    "a style": ("script-live", "<p>가</p>", "<style>p {}</style><p>가</p>"),
    "dashes": ("smart-typography", "<p>a -- b</p>", "<p>a – b</p>"),
    "guillemets": ("smart-typography", "<p>a &lt;&lt; b</p>", "<p>a « b</p>"),
    "a word lost": ("text", "<p>가 나 다</p>", "<p>가 다</p>"),
    "a pair of braces lost": ("text", "<p>가 {{ x }} 다</p>", "<p>가 다</p>"),
    "a backslash shown": ("escape", "<p>a * b</p>", r"<p>a \* b</p>"),
    "a space lost": ("space", "<p>가 나</p>", "<p>가나</p>"),
    "a space too many after code": (
        "space",
        "<p><code>a</code>를</p>",
        "<p><code>a</code> 를</p>",
    ),
    "no box": ("task-box", '<ul><li><input type="checkbox"> 가</ul>', "<ul><li>가</ul>"),
    "no colour": ("style", '<p><span style="color:red">가</span></p>', "<p>가</p>"),
    "things in another order": (
        "image-lost",
        '<p><img src="/a"><img src="/b"></p>',
        '<p><img src="/b"><img src="/a"></p>',
    ),
}
"""What must differ: the class that has to be named, then Velog's HTML and Jekyll's."""
