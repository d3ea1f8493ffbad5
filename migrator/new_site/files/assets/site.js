// Light and dark, a button to copy code, the heading that is being read, diagrams. Without this
// script all texts and links are there.
const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function switchTheme() {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try { localStorage.theme = root.dataset.theme; } catch {}
  const comments = document.querySelector('iframe.giscus-frame');
  comments?.contentWindow.postMessage({ giscus: { setConfig: { theme: root.dataset.theme } } }, 'https://giscus.app');
}

const theme = document.querySelector('button.theme');
theme.hidden = false;
theme.addEventListener('click', switchTheme);

// Code, tables and formulas that are wider than the page: the keyboard can move them, too.
for (const box of document.querySelectorAll('.text pre, .text table')) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

const words = document.querySelector('.text')?.dataset ?? {};
for (const block of document.querySelectorAll('.text div.highlight')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = words.copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.querySelector('pre').textContent);
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  });
  block.append(button);
}

const links = new Map([...document.querySelectorAll('.toc a')].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
if (links.size) {
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
    const current = links.get((above.at(-1) ?? headings[0])?.id);
    for (const link of links.values()) {
      if (link === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}

// Called when mermaid has come, on pages that ask for it.
function drawDiagrams() {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: isDark() ? 'dark' : 'default' });
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const drawing = document.createElement('pre');
    drawing.className = 'mermaid';
    drawing.textContent = code.textContent;
    (code.closest('div.language-mermaid') ?? code.closest('pre')).replaceWith(drawing);
  }
  mermaid.run();
}
