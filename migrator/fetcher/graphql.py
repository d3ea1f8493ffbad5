"""A GraphQL query → the `data` of its answer, or an UnusableAnswer that names the endpoint."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import httpx

from migrator.fetcher import budgets
from migrator.fetcher.clock import Clock
from migrator.fetcher.fields import NoConnection, TooLargeAnswer, UnusableAnswer
from migrator.fetcher.http import asks_for_too_long, describe, refuse_busy, send, with_retries
from migrator.fetcher.unpacking import ENCODINGS, TooLarge, read_within
from migrator.model import Note

_TEXT = re.compile(rb'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"?', re.DOTALL)


def ask(
    client: httpx.Client,
    endpoint: str,
    query: str,
    variables: Mapping[str, object],
    clock: Clock,
    auth: httpx.Auth | None = None,
) -> dict[str, object]:
    """Send one query and give its `data`; `auth` may add the user's tokens to each request.

    It takes no longer than `clock` has left. Raises UnusableAnswer, which says in one sentence what
    the endpoint did. The caller adds what that means for the run and what to do now.
    """
    response = _post(client, endpoint, {"query": query, "variables": dict(variables)}, clock, auth)
    answer = _read_json(endpoint, response)
    if answer.get("errors"):
        said = _first_error(answer["errors"])
        raise UnusableAnswer(
            f"{endpoint} answered an error{said.english}.",
            f"{endpoint}이(가) 오류로 답했습니다{said.korean}.",
        )
    if response.status != 200:
        raise UnusableAnswer(
            f"{endpoint} answered HTTP {response.status}.",
            f"{endpoint}이(가) HTTP {response.status}(으)로 답했습니다.",
        )
    data = answer.get("data")
    if not isinstance(data, dict):
        raise UnusableAnswer(
            f"{endpoint} answered without `data`.", f"{endpoint}의 응답에 `data`가 없습니다."
        )
    return data


@dataclass(frozen=True)
class _Answer:
    """What an endpoint answered, read to its end."""

    status: int
    content: bytes


def _post(
    client: httpx.Client, endpoint: str, payload: object, clock: Clock, auth: httpx.Auth | None
) -> _Answer:
    answers: list[_Answer] = []

    def post() -> _Answer:
        # No redirect is followed: it would not end at the API.
        request = client.build_request(
            "POST",
            endpoint,
            json=payload,
            headers={"Accept-Encoding": ENCODINGS},
            extensions={"clock": clock},
        )
        with closing(send(client, request, auth)) as response:
            content = read_within(response, budgets.BUDGETS.answer_bytes)
            answers.append(_Answer(response.status_code, content))
            refuse_busy(response)
            return answers[-1]

    try:
        return with_retries(post, clock)
    except httpx.HTTPError as error:
        if isinstance(error, httpx.HTTPStatusError) and _holds_reason(error.response):
            return answers[-1]
        why = describe(error)
        raise _kind_of(error)(
            f"{endpoint} failed: {why.english}.", f"{endpoint} 요청 실패: {why.korean}."
        ) from error


def _kind_of(error: httpx.HTTPError) -> type[UnusableAnswer]:
    if isinstance(error, TooLarge):
        return TooLargeAnswer
    is_line = isinstance(error, httpx.ConnectError | httpx.TimeoutException | httpx.ProxyError)
    return NoConnection if is_line else UnusableAnswer


def _holds_reason(response: httpx.Response) -> bool:
    """Tell whether the body says more than the status, as with an HTTP 500 of v3."""
    is_json = "application/json" in response.headers.get("Content-Type", "")
    return is_json and response.status_code != 429 and not asks_for_too_long(response)


def _read_json(endpoint: str, response: _Answer) -> dict[str, object]:
    if not response.content.strip():
        # v3 answers a query it does not understand like this (April 2025).
        raise UnusableAnswer(
            f"{endpoint} answered HTTP {response.status} with nothing in it, "
            "as it does when it does not know a field that was asked for.",
            f"{endpoint}이(가) HTTP {response.status}(으)로 빈 응답을 보냈습니다. 요청한 필드를 "
            "모를 때 그렇게 합니다.",
        )
    if not _fits(response.content):
        raise UnusableAnswer(
            f"{endpoint} answered more values than any blog has.",
            f"{endpoint}이(가) 어떤 블로그에도 없을 만큼 많은 값을 보냈습니다.",
        )
    try:
        answer = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        is_page = response.content.lstrip().startswith(b"<")
        kind, korean = ("an HTML page", "HTML 페이지") if is_page else ("something else", "다른 것")
        raise UnusableAnswer(
            f"{endpoint} answered HTTP {response.status} with {kind} instead of JSON.",
            f"{endpoint}이(가) HTTP {response.status}(으)로 JSON 대신 {korean}을(를) 보냈습니다.",
        ) from error
    if not isinstance(answer, dict):
        raise UnusableAnswer(
            f"{endpoint} answered JSON that is not an object.",
            f"{endpoint}이(가) 보낸 JSON이 객체가 아닙니다.",
        )
    return answer


def _fits(content: bytes) -> bool:
    """Tell whether JSON has so little beside its texts that it can be read in a little memory."""
    limits, outside = budgets.BUDGETS, len(content)
    for number, found in enumerate(_TEXT.finditer(content)):
        outside -= found.end() - found.start()
        if number >= limits.texts:
            return False
    return outside <= limits.structure_bytes


def _first_error(errors: object) -> Note:
    """Describe the first GraphQL error: ` for posts[3].body: its message`."""
    first = errors[0] if isinstance(errors, list) else errors
    if not isinstance(first, dict):
        return Note("", "")
    path = _path(first["path"]) if isinstance(first.get("path"), list) else ""
    # The server's own words are shown as they are.
    message = first.get("message")
    english, korean = ("no message", "설명 없음") if message is None else (str(message),) * 2
    return Note(
        f"{f' for {path}' if path else ''}: {english.rstrip('.')}",
        f"({path}): {korean.rstrip('.')}" if path else f": {korean.rstrip('.')}",
    )


def _path(steps: Sequence[object]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")
