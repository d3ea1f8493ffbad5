"""A blog and a GraphQL request → the HTTP answer of Velog's v2 or v3 server, errors included."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    specified_rules,
    validate,
)

from velog.blog import Blog
from velog.faults import empty
from velog.resolvers import V2, V3
from velog.rows import Refusal, Velog

HOME = "https://velog.io"

V3_ERROR_NAMES = {
    400: "bad request",
    401: "unauthorized",
    403: "forbidden",
    404: "not found",
    409: "confilct",  # spelled so by the server
}


@dataclass(frozen=True)
class Question:
    """What a request asks for; `fields` are its root fields, none where it cannot be parsed."""

    query: str
    variables: Mapping[str, Any]
    operation: str | None
    fields: tuple[str, ...]


def read_question(request: httpx.Request) -> Question | None:
    """Read the question out of a request; None where it holds none."""
    try:
        asked = json.loads(request.content)
        query, variables = asked["query"], asked.get("variables") or {}
        return Question(query, variables, asked.get("operationName"), _root_fields(query))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def answer(api: str, blog: Blog, request: httpx.Request, viewer: str | None) -> httpx.Response:
    """Answer a GraphQL request of `viewer`, None for a stranger, as `api`, "v2" or "v3", would."""
    question = read_question(request)
    is_json = request.headers.get("content-type", "").startswith("application/json")
    if question is None or not is_json:
        return httpx.Response(400, text="A query is sent as JSON.")
    if api == "v3" and request.headers.get("origin", HOME) != HOME:
        return empty()
    root = V2(blog, viewer) if api == "v2" else V3(blog, viewer)
    return _ask(api, root, question)


def _ask(api: str, root: Velog, question: Question) -> httpx.Response:
    try:
        document = _parse(question.query)
    except GraphQLSyntaxError as error:
        return _reject(api, [error], "GRAPHQL_PARSE_FAILED")
    if mistakes := _validate(api, question.query):
        return _reject(api, mistakes, "GRAPHQL_VALIDATION_FAILED")
    return _run(api, root, question, document)


def _run(api: str, root: Velog, question: Question, document: DocumentNode) -> httpx.Response:
    data, errors = execute_sync(
        _SCHEMAS[api],
        document,
        root_value=root,
        variable_values=dict(question.variables),
        operation_name=question.operation,
    )
    if any(error.path is None for error in errors or []):  # no resolver was reached
        return _reject(api, errors or [], "INTERNAL_SERVER_ERROR")
    refused = [(error, _refusal(error)) for error in errors or []]
    return _v2_answer(data, refused) if api == "v2" else _v3_answer(data, refused)


def _reject(api: str, errors: Sequence[GraphQLError], code: str) -> httpx.Response:
    """Answer a query that never ran; v3's error handler forgets to say anything."""
    if api == "v3":
        return empty()
    shown = [{**error.formatted, "extensions": {"code": code}} for error in errors]
    return httpx.Response(400, json={"errors": shown})


def _refusal(error: GraphQLError) -> Refusal:
    """Give the refusal behind an error; any other error is a mistake in the fake or in a test."""
    if isinstance(error.original_error, Refusal):
        return error.original_error
    raise error.original_error or error


Refused = Sequence[tuple[GraphQLError, Refusal]]


def _v2_answer(data: object, refused: Refused) -> httpx.Response:
    shown = [{**error.formatted, "extensions": {"code": why.code}} for error, why in refused]
    return httpx.Response(200, json={**({"errors": shown} if shown else {}), "data": data})


def _v3_answer(data: object, refused: Refused) -> httpx.Response:
    """One refusal with a status of its own throws all data away; a crash of the server does not."""
    named = [(error, why) for error, why in refused if why.status in V3_ERROR_NAMES]
    if named:
        return httpx.Response(named[0][1].status, json={"errors": [_named(*one) for one in named]})
    shown = [error.formatted for error, _ in refused]
    if shown:
        return httpx.Response(500, json={"errors": shown, "data": data})
    return httpx.Response(200, json={"data": data})


def _named(error: GraphQLError, why: Refusal) -> dict[str, object]:
    extensions = {"name": V3_ERROR_NAMES[why.status], "message": error.message}
    return {**error.formatted, "extensions": extensions}


@cache  # for clients send the same few queries over and over
def _parse(query: str) -> DocumentNode:
    return parse(query)


@cache
def _validate(api: str, query: str) -> list[GraphQLError]:
    return validate(_SCHEMAS[api], _parse(query), _RULES[api])


def _root_fields(query: str) -> tuple[str, ...]:
    try:
        definitions = _parse(query).definitions
    except GraphQLSyntaxError:
        return ()
    operations = [part for part in definitions if isinstance(part, OperationDefinitionNode)]
    nodes = [node for operation in operations for node in operation.selection_set.selections]
    return tuple(node.name.value for node in nodes if isinstance(node, FieldNode))


def _schema(api: str) -> GraphQLSchema:
    return build_schema(Path(__file__).with_name(f"{api}.graphql").read_text("utf-8"))


_SCHEMAS = {"v2": _schema("v2"), "v3": _schema("v3")}
_RULES = {"v2": (*specified_rules, NoSchemaIntrospectionCustomRule), "v3": specified_rules}
