"""The text of `.velog-to-jekyll.toml` → the author's settings, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from migrator.files import read_file
from migrator.files.failures import cannot_read
from migrator.jekyll.site_config import Config
from migrator.model import MigratorError, Note
from migrator.settings.image_folder import problem_of
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.table import A_FOLDER, SETTINGS
from migrator.settings.toml_lines import line_of

TAGS = "tags"
"""The table with the names of tags in the site, by their names on Velog."""
FIX_IT = Note("Fix it, then run again.", "고치고 다시 실행하세요.")

_QUOTES = Note(
    'A text has to be in quotes, as in profile = "chirpy". ',
    '텍스트는 profile = "chirpy"처럼 따옴표로 묶어야 합니다. ',
)

Own = Mapping[str, Any]


def read_own(root: Path, config: Config) -> Own:
    """Read the author's settings in the site at `root`; none if there is no such file.

    Raises MigratorError, with the line, for invalid TOML, an unknown key or a wrong value.
    """
    path = root / OWN_CONFIG
    if not path.is_file():
        return {}
    try:
        text = read_file(path).decode("utf-8-sig").replace("\r\n", "\n")
        own = _loaded(text, path)
    except (OSError, ValueError, RecursionError) as error:
        raise cannot_read(path, error, FIX_IT) from error
    for table, key, problem in (*_problems(own), *_unshown(own, root, config)):
        line = line_of(text, table, key)
        raise MigratorError(
            f"{OWN_CONFIG}, line {line}: {problem.english} {FIX_IT.english}",
            f"{OWN_CONFIG}의 {line}번째 줄: {problem.korean} {FIX_IT.korean}",
        )
    return own


def _loaded(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        number = line[1] if line else text.rstrip().count("\n") + 1
        quotes = _QUOTES if problem == "Invalid value" else Note("", "")
        raise MigratorError(
            f"{path}, line {number}: {problem}. {quotes.english}{FIX_IT.english}",
            f"{path}의 {number}번째 줄: TOML 문법에 맞지 않습니다. {quotes.korean}{FIX_IT.korean}",
        ) from error


def table_of(own: Own, name: str) -> Own:
    """Give a table of the settings, empty if it is missing; '' is the top of the file."""
    table = own.get(name) if name else own
    return table if isinstance(table, Mapping) else {}


def _problems(own: Own) -> Iterator[tuple[str, str, Note]]:
    """Give the table, the key and a message for each fault."""
    tables = dict.fromkeys(setting.table for setting in SETTINGS)
    named = [name for name in (*tables, TAGS) if name]
    for name in named:
        if name in own and not isinstance(own[name], Mapping):
            yield "", name, _must_be(name, Note("a table", "표"), own[name])
    for table in tables:
        yield from _wrong(table, table_of(own, table), () if table else named)
    for tag, name in table_of(own, TAGS).items():
        if not isinstance(name, str):
            yield (
                TAGS,
                tag,
                Note(
                    f"{tag} must be a text, the name of the tag in the site.",
                    f"{tag}의 값은 사이트에서 쓸 태그 이름이어야 합니다.",
                ),
            )


def _unshown(own: Own, root: Path, config: Config) -> Iterator[tuple[str, str, Note]]:
    folder = own.get("image_dir")
    if isinstance(folder, str) and (problem := problem_of(root, folder, config)):
        yield (
            "",
            "image_dir",
            Note(
                f"image_dir must be {A_FOLDER.english}, not {folder!r}: {problem.english}.",
                f"image_dir의 값 {folder!r}은(는) 쓸 수 없습니다({problem.korean}). 쓸 수 있는 값: "
                f"{A_FOLDER.korean}.",
            ),
        )


def _wrong(
    table: str, values: Own, tables: tuple[str, ...] | list[str]
) -> Iterator[tuple[str, str, Note]]:
    checks = {setting.key: setting.check for setting in SETTINGS if setting.table == table}
    for key, value in values.items():
        if key in tables:
            continue
        if key not in checks:
            yield table, key, _unknown(key, [*checks, *tables])
        elif problem := checks[key](value):
            yield table, key, _must_be(key, problem, value)


def _must_be(key: str, wanted: Note, value: object) -> Note:
    return Note(
        f"{key} must be {wanted.english}, not {value!r}.",
        f"{key}의 값 {value!r}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {wanted.korean}.",
    )


def _unknown(key: str, known: list[str]) -> Note:
    near, names = get_close_matches(key, known, 1), ", ".join(known)
    return Note(
        f"there is no setting {key!r}.{f' Did you mean {near[0]}?' if near else ''} Those here "
        f"are: {names}.",
        f"{key!r} 설정은 없습니다.{f' {near[0]}인가요?' if near else ''} 쓸 수 있는 것: {names}.",
    )
