// Words → the posts that have all of them, those with the words in their title first.
const form = document.querySelector('form.search');
const field = form.elements.q;
const list = document.querySelector('.results');
const found = document.getElementById('found');
const MOST = 50;
let index;

async function load() {
  index ??= fetch(form.dataset.index).then((answer) => answer.json()).then((posts) => posts.map(
    (post) => ({ ...post, title_: fold(post.title), all: fold([post.title, post.tags, post.series, post.text].join(' ')) })));
  return index;
}

function fold(text) {
  return text.normalize('NFC').toLowerCase();
}

function around(text, word) {
  const at = Math.max(0, fold(text).indexOf(word) - 40);
  return (at ? '… ' : '') + text.slice(at, at + 120) + (at + 120 < text.length ? ' …' : '');
}

function row(post, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = post.url;
  link.textContent = post.title;
  const time = document.createElement('time');
  time.textContent = post.date;
  const text = document.createElement('p');
  text.textContent = around(post.text, words[0]);
  item.append(link, ' ', time, text);
  return item;
}

async function search() {
  const asked = field.value;
  const words = fold(asked).split(/\s+/).filter(Boolean);
  const posts = words.length ? await load() : [];
  if (asked !== field.value) return; // something else is asked for meanwhile
  const hits = posts.filter((post) => words.every((word) => post.all.includes(word)));
  const inTitle = (post) => words.every((word) => post.title_.includes(word));
  hits.sort((a, b) => inTitle(b) - inTitle(a));
  list.replaceChildren(...hits.slice(0, MOST).map((post) => row(post, words)));
  found.textContent = !words.length ? '' : hits.length ? form.dataset.count.replace('%', hits.length) : form.dataset.none;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
  search();
});
field.addEventListener('input', search);
field.value = new URLSearchParams(location.search).get('q') ?? '';
search();
