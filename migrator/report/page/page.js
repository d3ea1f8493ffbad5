"use strict";
(() => {
  const WORDS = {
    now: ["Now", "지금"],
    after: ["After", "바뀐 뒤"],
    here: ["Here", "여기"],
    velog: ["On Velog", "Velog"],
    matter: ["Front matter", "머리말"],
    text: ["Text", "본문"],
    images: ["Images", "이미지"],
    key: ["Key", "키"],
    none: ["There is no text to show.", "보여 줄 글이 없습니다."],
    rest: ["The rest of the text is in the file. Before that is written, this shows it:",
      "글의 나머지는 파일에 있습니다. 파일을 쓰기 전에는 이 명령으로 볼 수 있습니다:"],
  };
  const AROUND = 3; // lines of the same text that stay beside a change
  const PAUSE = 150; // ms without a key, after which the list is filtered
  const PORTION = 100; // posts that are shown or hidden before the page may do something else
  const root = document.documentElement;
  const items = [...document.querySelectorAll("#posts > li")];
  const texts = items.map((item) => plain(item.querySelector("summary").textContent));
  const chips = [...document.querySelectorAll("[data-state-filter]")];
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  let waiting; // what filters the list, or goes on with it

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

  function say(key) {
    return both(...WORDS[key]);
  }

  // A line comes as pieces: what both sides have, what this side has alone, in turn.
  function cell(pieces, mark, className) {
    const made = element("td", className);
    if (pieces === null) return made;
    const isWhole = pieces.length === 2 && !pieces[0]; // then the colour of the cell is enough
    pieces.forEach((piece, number) => {
      if (piece) made.append(number % 2 ? element(mark, isWhole ? "whole" : "", piece) : piece);
    });
    if (!made.hasChildNodes()) made.append("\n");
    return made;
  }

  function row(left, right) {
    if (right === undefined) {
      const made = element("tr", "same-line", cell([left], "ins", ""));
      made.append(cell([left], "ins", ""));
      return made;
    }
    return element("tr", "",
      cell(left, "del", left ? "old" : ""), cell(right, "ins", right ? "new" : ""));
  }

  function one(text) {
    return element("tr", "", cell([text], "ins", ""));
  }

  function head(...keys) {
    const line = element("tr", "");
    for (const key of keys) {
      const made = element("th", "", ...say(key));
      made.scope = "col";
      line.append(made);
    }
    return element("thead", "", line);
  }

  function fold(rows, columns) {
    const made = element("tr", "fold");
    const button = element("button", "", ...both(
      `${rows.length} lines the same`, `같은 줄 ${rows.length}개`));
    button.type = "button";
    const inner = element("td", "", button);
    inner.colSpan = columns;
    made.append(inner);
    button.addEventListener("click", () => made.replaceWith(...rows.map((text) => row(text))));
    return made;
  }

  // Lines that are not in the page: unchanged ones, or the rest of a new post.
  function absent(count, titles) {
    const words = `${count} ${titles.length > 1 ? "" : "more "}line${count > 1 ? "s" : ""}`;
    const inner = element("td", "", ...both(titles.length > 1 ? `${words} the same` : words,
      titles.length > 1 ? `같은 줄 ${count}개` : `${count}줄 더 있음`));
    inner.colSpan = titles.length;
    return element("tr", "fold", inner);
  }

  function lines(rows, titles) {
    const body = element("tbody", "");
    const isAlone = titles.length === 1;
    let run = [];
    const flush = (isLast) => {
      const before = body.hasChildNodes() ? AROUND : 0;
      const after = isLast ? 0 : AROUND;
      if (run.length > before + after + 4) {
        const middle = run.slice(before, run.length - after);
        body.append(...run.slice(0, before).map((text) => row(text)), fold(middle, 2),
          ...run.slice(run.length - after).map((text) => row(text)));
      } else {
        body.append(...run.map((text) => row(text)));
      }
      run = [];
    };
    const flushed = () => {
      body.append(...run.map((text) => row(text)));
      run = [];
    };
    for (const entry of rows) {
      if (typeof entry === "number") {
        flushed();
        body.append(absent(entry, titles));
      } else if (isAlone) body.append(one(typeof entry === "string" ? entry : (entry[1] ?? entry[0]).join("")));
      else if (typeof entry === "string") run.push(entry);
      else {
        flush(false);
        body.append(row(entry[0], entry[1]));
      }
    }
    if (run.length) flush(true);
    return element("table", "lines", head(...titles), body);
  }

  function keys(values, titles) {
    const body = element("tbody", "");
    for (const [key, left, right] of values) {
      const name = element("th", "", key);
      name.scope = "row";
      const line = right === undefined
        ? element("tr", "same-line", name, cell([left], "ins", ""))
        : element("tr", "", name);
      if (titles.length > 1 && right === undefined) line.append(cell([left], "ins", ""));
      if (right !== undefined) {
        if (titles.length > 1) line.append(cell(left, "del", left ? "old" : ""));
        line.append(cell(right ?? (titles.length > 1 ? null : left), "ins", right && titles.length > 1 ? "new" : ""));
      }
      body.append(line);
    }
    return element("table", "keys", head("key", ...titles), body);
  }

  function pictures(images) {
    const list = element("ul", "pictures");
    for (const image of images) {
      const frame = element("div", "frame");
      if (image.src) {
        const picture = element("img", "");
        picture.alt = "";
        picture.src = image.src;
        frame.append(picture);
      }
      const note = element("span", image.problem ? "bad" : "", image.problem || image.size || "");
      list.append(element("li", "", frame, element("span", "", image.name), " ", note));
    }
    return list;
  }

  function fill(item) {
    const data = JSON.parse(item.querySelector("script").textContent);
    const inside = element("div", "inside");
    const add = (key, made) => inside.append(element("h3", "", ...say(key)), made);
    if (data.images.length) add("images", pictures(data.images));
    if (data.values.length) add("matter", keys(data.values, data.titles));
    if (data.head.length) add("matter", lines(data.head, data.titles));
    if (data.body.length) add("text", lines(data.body, data.titles));
    if (data.whole) inside.append(element("p", "", ...say("rest"), " ", element("code", "", data.whole)));
    if (!inside.hasChildNodes()) inside.append(element("p", "", ...say("none")));
    item.querySelector("details").append(inside);
  }

  function filter() {
    const states = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true")
      .map((chip) => chip.dataset.stateFilter));
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const fits = items.map((item, number) => (!states.size || states.has(item.dataset.state))
      && words.every((word) => texts[number].includes(word)));
    show(fits, 0);
  }

  // A list of a thousand posts is laid out anew in portions, so that a key is never waited for.
  function show(fits, start) {
    const end = start + PORTION;
    items.slice(start, end).forEach((item, number) => {
      if (item.hidden === fits[start + number]) item.hidden = !item.hidden;
    });
    if (end < items.length) {
      waiting = setTimeout(show, 0, fits, end);
      return;
    }
    const count = fits.filter(Boolean).length;
    shown.replaceChildren(...both(
      `${count} of ${items.length} posts shown`, `글 ${items.length}개 중 ${count}개`));
  }

  function filterIn(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(filter, pause);
  }

  function speak(language) {
    root.dataset.language = language;
    root.lang = language;
    for (const button of document.querySelectorAll("[data-language]:not(html)")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
  }

  for (const item of items) {
    item.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open && !item.querySelector(".inside")) fill(item);
    });
  }
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filterIn(0);
    });
  }
  for (const button of document.querySelectorAll("[data-language]:not(html)")) {
    button.addEventListener("click", () => speak(button.dataset.language));
  }
  search.addEventListener("input", () => filterIn(PAUSE));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  speak(navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en");
  filter();
})();
