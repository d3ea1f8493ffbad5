"use strict";
(() => {
  const SIDES = {
    now: ["Now", "지금", "del"],
    after: ["After", "바뀐 뒤", "ins"],
    here: ["Here", "여기", "mark"],
    velog: ["On Velog", "Velog", "mark"],
  };
  const AROUND = 3; // lines of the same text that stay beside a change
  const BEGINNING = 40; // lines that one side alone has, or both have otherwise
  const PAUSE = 150; // ms without a key, after which the list is filtered
  const PORTION = 100; // posts that are shown or hidden before the page may do something else
  const UNFOLDED = 10; // the same for posts that are unfolded
  const root = document.documentElement;
  const items = [...document.querySelectorAll("#posts > li")];
  const texts = items.map((item) => plain(item.querySelector("summary").textContent));
  const chips = [...document.querySelectorAll("[data-state-filter]")];
  const [search, shown, nothing, clear, more, unfold, fold] =
    ["search", "shown", "nothing", "clear", "more", "unfold", "fold"]
      .map((id) => document.getElementById(id));
  let waiting; // what filters the list, or goes on with it
  let most = PORTION; // posts to show

  function plain(text) {
    return text.normalize("NFC").toLowerCase();
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function both(english, korean) {
    const en = element("span", "", english);
    const ko = element("span", "", korean);
    en.lang = "en";
    ko.lang = "ko";
    return [en, ko];
  }

  function button(className, words, act) {
    const made = element("button", className, ...both(...words));
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // --- the two sides of a text beside each other

  function sideOf(node) {
    return node.classList[0];
  }

  // One side of a line: its text, in which `<b>` is what this side has alone.
  function cell(node) {
    if (!node) return element("td", "");
    if (typeof node === "string") return element("td", "", node || "\n");
    const side = sideOf(node);
    const mark = SIDES[side][2];
    const made = element("td", side);
    if (node.classList.contains("whole")) made.append(element(mark, "whole", node.textContent || "\n"));
    else {
      for (const piece of node.childNodes) {
        made.append(piece.nodeName === "B" ? element(mark, "", piece.textContent) : piece.textContent);
      }
    }
    return made;
  }

  function cells(line, sides) {
    if (Array.isArray(line)) return line.map(cell);
    return sides.map(() => cell(line));
  }

  function row(line, sides) {
    return element("tr", Array.isArray(line) ? "" : "same-line", ...cells(line, sides));
  }

  function title(className, english, korean) {
    const made = element("th", className, ...both(english, korean));
    made.scope = "col";
    return made;
  }

  // The colour of a side is that of what differs: there is none where nothing else is.
  function titles(sides) {
    return sides.map((side) =>
      title(sides.length > 1 ? side : "", SIDES[side][0], SIDES[side][1]));
  }

  function table(className, heads, rows) {
    return element("table", className,
      element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...rows));
  }

  // A line is a text, what stands for lines that are not here, or an array with its sides.
  function linesOf(pre, sides) {
    const found = [];
    let line = "";
    for (const node of pre.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) {
        line = node;
        continue;
      }
      node.data.split("\n").forEach((piece, number) => {
        if (number) {
          found.push(line);
          line = "";
        }
        if (piece) line += piece;
      });
    }
    return paired(found, sides);
  }

  function paired(found, sides) {
    const lines = [];
    for (const line of found) {
      if (typeof line === "string" || line.nodeName === "I") lines.push(line);
      else if (sideOf(line) === sides[0]) lines.push([line, null]);
      else {
        const last = lines.at(-1);
        if (Array.isArray(last) && last[0] && !last[1]) last[1] = line;
        else lines.push([null, line]);
      }
    }
    return lines;
  }

  function folded(content, sides) {
    const inner = element("td", "", content);
    inner.colSpan = sides.length;
    return element("tr", "folded", inner);
  }

  // Folds the middle of a run of lines: of the same ones all that is not near a change.
  function runRows(run, sides, isSame, before, after) {
    const rows = run.map((line) => row(line, sides));
    const middle = rows.slice(before, rows.length - after);
    if (middle.length < 5) return rows;
    const words = isSame
      ? [`${middle.length} lines the same`, `같은 줄 ${middle.length}개`]
      : [`${middle.length} more lines`, `${middle.length}줄 더 보기`];
    const made = folded(button("", words, () => made.replaceWith(...middle)), sides);
    return [...rows.slice(0, before), made, ...rows.slice(rows.length - after)];
  }

  function runsOf(lines) {
    const runs = [];
    for (const line of lines) {
      const kind = Array.isArray(line) ? "differs" : typeof line;
      if (runs.at(-1)?.kind === kind) runs.at(-1).run.push(line);
      else runs.push({kind, run: [line]});
    }
    return runs;
  }

  function rowsOf(lines, sides) {
    const runs = runsOf(lines);
    return runs.flatMap(({kind, run}, number) => {
      if (kind === "object") return run.map((node) => folded(node, sides));
      const isSame = kind === "string" && sides.length > 1;
      if (isSame && runs.length === 1) return run.map((line) => row(line, sides));
      const before = !isSame ? BEGINNING : number ? AROUND : 0;
      return runRows(run, sides, isSame, before, isSame && number < runs.length - 1 ? AROUND : 0);
    });
  }

  function lineTable(pre, sides) {
    return table("lines", titles(sides), rowsOf(linesOf(pre, sides), sides));
  }

  // A key of the front matter, with its value, or with those of both sides.
  function valuesOf(pre) {
    const values = [];
    for (const node of pre.childNodes) {
      if (node.nodeName === "B") values.push({key: node.textContent, text: "", nodes: []});
      else if (node.nodeType !== Node.TEXT_NODE) values.at(-1).nodes.push(node);
      else if (values.length) values.at(-1).text += node.data;
    }
    return values;
  }

  function keyTable(pre, sides) {
    const rows = valuesOf(pre).map(({key, text, nodes}) => {
      const name = element("th", "", key);
      name.scope = "row";
      const made = row(nodes.length
        ? sides.map((side) => nodes.find((node) => sideOf(node) === side))
        : text.trim(), sides);
      made.prepend(name);
      return made;
    });
    return table("keys", [title("", "Key", "키"), ...titles(sides)], rows);
  }

  function setOut(item) {
    const inside = item.querySelector(".inside");
    if (inside.dataset.sides === undefined) return;
    const sides = inside.dataset.sides.split(" ");
    for (const pre of inside.querySelectorAll("pre")) {
      pre.normalize();
      pre.replaceWith(pre.className === "matter" ? keyTable(pre, sides) : lineTable(pre, sides));
    }
    delete inside.dataset.sides;
  }

  // --- commands

  function copyable(code) {
    const frame = element("span", "copied");
    const made = button("", ["Copy", "복사"], async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        made.replaceChildren(...both("Copied", "복사됨"));
      } catch {
        getSelection().selectAllChildren(code); // to be copied with a key
      }
    });
    made.setAttribute("aria-live", "polite");
    code.replaceWith(frame);
    frame.append(code, made);
  }

  // --- the list

  function filter() {
    const states = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true")
      .map((chip) => chip.dataset.stateFilter));
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const fits = items.map((item, number) => (!states.size || states.has(item.dataset.state))
      && words.every((word) => texts[number].includes(word)));
    const count = fits.filter(Boolean).length;
    let left = most;
    const isShown = fits.map((does) => does && left-- > 0);
    show(items.filter((item, number) => item.hidden === isShown[number]), count);
  }

  // A list of a thousand posts is laid out anew in portions, so that a key is never waited for.
  function show(changed, count) {
    for (const item of changed.slice(0, PORTION)) item.hidden = !item.hidden;
    if (changed.length > PORTION) waiting = setTimeout(show, 0, changed.slice(PORTION), count);
    else tell(count);
  }

  function tell(count) {
    const seen = Math.min(count, most);
    const next = Math.min(count - seen, PORTION);
    shown.replaceChildren(...both(
      `${seen} of ${items.length} posts shown`, `글 ${items.length}개 중 ${seen}개`));
    nothing.hidden = count > 0 || !items.length;
    more.hidden = next <= 0;
    more.replaceChildren(...both(`Show ${next} more of ${count}`, `${count}개 중 ${next}개 더 보기`));
  }

  function filterIn(pause) {
    clearTimeout(waiting);
    most = PORTION;
    waiting = setTimeout(filter, pause);
  }

  function open(isOpen, start) {
    const seen = items.filter((item) => !item.hidden);
    seen.slice(start, start + UNFOLDED).forEach((item) => {
      item.querySelector("details").open = isOpen;
    });
    if (start + UNFOLDED < seen.length) setTimeout(open, 0, isOpen, start + UNFOLDED);
  }

  function speak(language) {
    root.dataset.language = language;
    root.lang = language;
    for (const made of document.querySelectorAll("[data-language]:not(html)")) {
      made.setAttribute("aria-pressed", String(made.dataset.language === language));
    }
  }

  for (const item of items) {
    item.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open) setOut(item);
    });
  }
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filterIn(0);
    });
  }
  for (const made of document.querySelectorAll("[data-language]:not(html)")) {
    made.addEventListener("click", () => speak(made.dataset.language));
  }
  search.addEventListener("input", () => filterIn(PAUSE));
  clear.addEventListener("click", () => {
    search.value = "";
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    filterIn(0);
    search.focus();
  });
  more.addEventListener("click", () => {
    most += PORTION;
    filter();
  });
  unfold.addEventListener("click", () => open(true, 0));
  fold.addEventListener("click", () => open(false, 0));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  for (const code of document.querySelectorAll("code.command")) {
    if (!code.closest("summary")) copyable(code);
  }
  speak(navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en");
  filter();
})();
