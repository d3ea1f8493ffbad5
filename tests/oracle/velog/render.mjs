// Bodies of posts on stdin, {id, body, is_markdown} a line → {id, html} on stdout, as Velog shows them.

import { createInterface } from "node:readline";
import rehypeKatex from "rehype-katex";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remark from "remark";
import remarkBreaks from "remark-breaks";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import remarkSlug from "remark-slug";
import sanitize from "sanitize-html";

const EMBEDS = {
  youtube: (code) => frame(`https://www.youtube.com/embed/${code}`),
  codesandbox: (code) => frame(`https://codesandbox.io/embed/${code}`),
  codepen: (code) => frame(`https://codepen.io/${code}`),
  twitter: (code) =>
    `<blockquote class="twitter-tweet"><a href="https://twitter.com/${code}"></a></blockquote>`,
};

function frame(src) {
  return `<iframe class="embed" src="${src}" allowfullscreen></iframe>`;
}

// Only the first `!kind[code]` of a paragraph, and only where `!kind` is a text by itself.
function embedIn(paragraph) {
  const children = paragraph.children;
  for (let place = 0; place + 1 < children.length; place += 1) {
    const [mark, reference] = children.slice(place, place + 2);
    const kind = mark.type === "text" && /^!(\w+)$/.exec(mark.value)?.[1];
    if (kind && Object.hasOwn(EMBEDS, kind) && reference.type === "linkReference") {
      children.splice(place, 2, { type: "html", value: EMBEDS[kind](reference.label) });
      return;
    }
  }
}

function embeds() {
  return function walk(node) {
    if (node.type === "paragraph") embedIn(node);
    else node.children?.forEach(walk);
  };
}

// Velog puts code into the page by itself, to colour it: tabs stay, and no newline ends it. The
// colours are left out here; only a quote gets a node of its own, as every quote has in coloured
// code, which keeps ` onclick="x"` whole. As nodes, not as HTML: an emoji in HTML spoils what follows.
function codeBlocks() {
  return function walk(node) {
    node.children?.forEach(walk);
    if (node.type !== "code") return;
    const pieces = node.value.split(/(")/).filter(Boolean);
    const children = pieces.map((value) =>
      value === '"' ? element("span", {}, [text(value)]) : text(value),
    );
    node.data = { ...node.data, hChildren: children };
  };
}

function element(tagName, properties, children) {
  return { type: "element", tagName, properties, children };
}

function text(value) {
  return { type: "text", value };
}

const markdown = remark()
  .use(remarkBreaks)
  .use(remarkParse)
  .use(remarkSlug)
  .use(codeBlocks)
  .use(embeds)
  .use(remarkRehype, { allowDangerousHTML: true })
  .use(rehypeRaw)
  .use(remarkMath)
  .use(rehypeKatex)
  .use(rehypeStringify);

const MATH_TAGS = (
  "math annotation semantics mtext mn mo mi mspace mover munder munderover msup msub msubsup " +
  "mfrac mroot msqrt mtable mtr mtd mlabeledtr mrow menclose mstyle mpadded mphantom mglyph " +
  "svg path line"
).split(" ");

const TAGS = (
  "h1 h2 h3 h4 h5 h6 blockquote p a ul ol nl li b i strong em strike code hr br div table thead " +
  "caption tbody tr th td pre iframe span img del input"
).split(" ");

const STYLES = (
  "background-color border-bottom-width border-color border-right-style border-right-width " +
  "border-style border-top-width border-width bottom color height left margin margin-left " +
  "margin-right margin-top min-width padding-left position text-align top vertical-align width"
).split(" ");

const FILTER = {
  allowedTags: [...TAGS, ...MATH_TAGS],
  allowedAttributes: {
    a: ["href", "name", "target"],
    img: ["src", "alt", "width", "height"],
    iframe: ["src", "allow", "allowfullscreen", "scrolling", "class"],
    "*": ["class", "id", "aria-hidden"],
    span: ["style"],
    input: ["type"],
    ol: ["start"],
    ...Object.fromEntries(MATH_TAGS.map((tag) => [tag, ["*"]])),
  },
  allowedStyles: { span: Object.fromEntries(STYLES.map((name) => [name, [/./]])) },
  allowedIframeHostnames: ["www.youtube.com", "codesandbox.io", "codepen.io"],
};

function render({ body, is_markdown = true }) {
  if (is_markdown === false) return body;
  const html = String(markdown.processSync(body));
  return sanitize(html.replace(/ on\w+="[^"]*"/g, ""), FILTER);
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line.trim()) continue;
  const post = JSON.parse(line);
  try {
    console.log(JSON.stringify({ id: post.id, html: render(post) }));
  } catch (error) {
    console.log(JSON.stringify({ id: post.id, error: String(error) }));
  }
}
