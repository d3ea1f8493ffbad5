"""A folder of posts → how many of them, once converted, look on Jekyll as they look on Velog.

`PYTHONPATH=tests python -m oracle.parity FOLDER`
"""

from __future__ import annotations

import argparse
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from migrator.converter.page import convert_post
from migrator.proof.compare import differences, differences_of_events
from migrator.proof.events import Event, events
from migrator.proof.formats import AS_WRITTEN
from migrator.settings.site_settings import Settings, read_settings
from oracle import jekyll
from oracle.corpus import Sample, on_velog, samples
from oracle.splices import spliced

_PATH = "_posts/2022-08-21-글.md"
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_PROCESSES = 2


class Converted(NamedTuple):
    """The file of a post, or why there is none."""

    file: str
    error: str = ""


class Verdict(NamedTuple):
    """How a post fares: its differences from Velog, forgiving and exact.

    `ticked` posts show ticks or aligned columns that the author wrote and Velog drops.
    """

    key: str
    site: list[Any]
    exact: list[Any]
    ticked: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Convert, build, compare, and print what came of it."""
    options = _options(argv)
    wanted = samples(options.corpus)
    if options.splices and wanted:
        wanted = spliced(wanted, options.splices, options.seed)
    wanted = [sample for sample in wanted if options.only in {None, sample.key}]
    if not wanted:
        print(f"No posts in {options.corpus}", file=sys.stderr)
        return 2
    settings, config = _site(options.site)
    if options.exact:
        settings = replace(settings, dialect=replace(settings.dialect, exact=True))
    converted = {sample.key: _convert(sample, settings) for sample in wanted}
    built = _build({key: each.file for key, each in converted.items() if not each.error}, config)
    failed = {key: each.error for key, each in converted.items() if each.error} | built.failed
    shown = on_velog(wanted, options.corpus, render=options.render)
    if options.only:
        _print_one(converted[options.only], shown[options.only], built)
        return 0
    verdicts = _judge(shown, built.pages)
    _print_totals(wanted, converted, verdicts, failed)
    _print_classes(verdicts)
    if options.list:
        _print_list(verdicts, failed)
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="parity", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of *.jsonl, a post with `body` a line")
    parser.add_argument("--list", action="store_true", help="name each post that differs")
    parser.add_argument("--exact", action="store_true", help='convert with typography = "exact"')
    parser.add_argument("--only", metavar="AUTHOR:LINE", help="show how this one post differs")
    parser.add_argument("--render", action="store_true", help="run node, whatever ../rendered has")
    parser.add_argument("--splices", type=int, help="so many posts made of lines of these instead")
    parser.add_argument("--seed", default="0", help="for other splices than the last time")
    parser.add_argument("--site", type=Path, help="a Jekyll site whose settings to convert for")
    return parser.parse_args(argv)


def _site(root: Path | None) -> tuple[Settings, dict[str, Any]]:
    """Give what the converter and what Jekyll is to know of a site."""
    if root is None:
        return Settings(), {}
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8")) or {}
    kept = {name: config[name] for name in ("markdown", "kramdown") if name in config}
    return read_settings(root, all_images=False), kept


def _convert(sample: Sample, settings: Settings) -> Converted:
    """Convert a post, its images left where they are on Velog."""
    try:
        page = convert_post(sample.post, sample.author, _PATH, settings)
        return Converted(page.text(frozenset(image.path for image in page.images)))
    except Exception:  # one post must not stop the others, whatever is wrong with it
        last = traceback.format_exc().strip().splitlines()
        return Converted("", f"not converted: {last[-1]} ({last[-3].strip()})")


def _build(files: dict[str, str], config: dict[str, Any]) -> jekyll.Built:
    """Build in as many sites at once as there are processes to use."""
    keys = list(files)
    shares = [{key: files[key] for key in keys[start::_PROCESSES]} for start in range(_PROCESSES)]
    with ThreadPoolExecutor(_PROCESSES) as pool:
        parts = list(pool.map(lambda share: jekyll.build(share, config), filter(None, shares)))
    built = jekyll.Built({}, {}, {})
    for part in parts:
        built.pages.update(part.pages)
        built.failed.update(part.failed)
    return built


def _judge(shown: dict[str, str], pages: dict[str, str]) -> list[Verdict]:
    jobs = [(key, shown[key], pages[key]) for key in shown if key in pages]
    with ProcessPoolExecutor(_PROCESSES) as pool:
        return list(pool.map(_verdict, jobs, chunksize=8))


def _verdict(job: tuple[str, str, str]) -> Verdict:
    key, velog_html, jekyll_html = job
    sides = events(velog_html), events(jekyll_html)
    every = differences_of_events(*sides, typography="exact", as_written=False)
    exact = [each for each in every if each.name not in AS_WRITTEN]
    # What is equal without forgiving is equal with it.
    site = differences_of_events(*sides) if exact else []
    return Verdict(key, site, exact, len(exact) < len(every))


# --- what is printed


def _print_totals(
    wanted: Sequence[Sample],
    converted: dict[str, Converted],
    verdicts: Sequence[Verdict],
    failed: dict[str, str],
) -> None:
    count = len(wanted)
    print(f"posts                 {count:6}")
    print(f"building              {_share(count - len(failed), count)}")
    print(f"equal                 {_share(sum(not each.site for each in verdicts), count)}")
    print(f"equal, quotes too     {_share(sum(not each.exact for each in verdicts), count)}")
    print(f"with ticks, columns   {_share(sum(each.ticked for each in verdicts), count)}")
    pairs = [
        (sample.post.body, _body(converted[sample.key].file))
        for sample in wanted
        if sample.key not in failed and sample.post.is_markdown
    ]
    kept, lines = map(sum, zip(*(_kept_lines(*pair) for pair in pairs), strict=True))
    print(f"source lines kept     {_share(kept, lines)}")
    added = sum(max(0, _escapes(body) - _escapes(source)) for source, body in pairs)
    characters = sum(len(source) for source, _ in pairs)
    print(f"added escapes         {1000 * added / max(1, characters):6.2f} per 1,000 characters")
    for key, error in failed.items():
        print(f"not built: {key}: {error[:300]}")


def _share(part: int, whole: int) -> str:
    return f"{part:6} ({100 * part / max(1, whole):.1f}%)"


def _body(file: str) -> str:
    return file.split("---\n", 2)[2]


def _kept_lines(source: str, body: str) -> tuple[int, int]:
    """Count the lines of the source that the file has too, and all of them; blank ones aside."""
    ours, theirs = (Counter(map(str.rstrip, text.split("\n"))) for text in (source, body))
    del ours[""]
    return (ours & theirs).total(), ours.total()


def _escapes(text: str) -> int:
    return len(_ESCAPE.findall(text))


def _print_classes(verdicts: Sequence[Verdict]) -> None:
    posts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for verdict in verdicts:
        for difference in verdict.site:
            example = f"{verdict.key}: {difference.velog!r} → {difference.jekyll!r}"
            examples.setdefault(difference.name, example)
        posts.update({difference.name for difference in verdict.site})
    print("\ndifferences, by posts that have them")
    for name, number in posts.most_common():
        print(f"{number:6}  {name:18} {examples[name]}")


def _print_list(verdicts: Sequence[Verdict], failed: dict[str, str]) -> None:
    print("\nposts that differ")
    for verdict in verdicts:
        names = Counter(difference.name for difference in verdict.site)
        if names:
            print(f"{verdict.key}: {', '.join(f'{name} {n}' for name, n in names.items())}")
    for key in failed:
        print(f"{key}: not built")


def _print_one(converted: Converted, velog_html: str, built: jekyll.Built) -> None:
    print(converted.error or converted.file)
    for error in built.failed.values():
        print(f"not built: {error}")
    for html in built.pages.values():
        for difference in differences(velog_html, html):
            print(f"{difference.name}: {difference.velog!r} → {difference.jekyll!r}")
        print("\n".join(_diff(events(velog_html), events(html))))


def _diff(ours: Sequence[Event], theirs: Sequence[Event]) -> Iterator[str]:
    velog_side, jekyll_side = ([_told(event) for event in side] for side in (ours, theirs))
    return unified_diff(velog_side, jekyll_side, "velog", "jekyll", lineterm="", n=2)


def _told(event: Event) -> str:
    depth = str(event.depth) if event.depth else ""
    return " ".join(
        filter(None, (event.kind, repr(event.value), event.detail, *event.marks, depth))
    )


if __name__ == "__main__":
    sys.exit(main())
