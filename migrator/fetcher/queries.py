"""The addresses of Velog's two APIs → the GraphQL queries for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.fetcher.http import Endpoints

_POST = """id title body short_description thumbnail is_temp is_private url_slug
        released_at created_at updated_at tags series { id name url_slug }"""
_PROFILE = """id username velog_config { title logo_image }
        profile { display_name short_bio thumbnail about profile_links }"""


@dataclass(frozen=True)
class Api:
    """One of Velog's two APIs, and its queries.

    `user_query` asks for a user (`$u`), `profile_query` for what their profile shows, `page_query`
    for their posts after `$c`, `drafts_query` for their drafts after `$c`. `who` is the field with
    the user who is logged in. Each query of a session with tokens asks for it, as `who_query`.
    """

    name: str
    endpoint: str
    user_query: str
    profile_query: str
    page_query: str
    drafts_query: str
    who: str
    who_query: str


def v3(endpoints: Endpoints, *, is_author: bool = False) -> Api:
    """Describe the newer API, whose lists hold whole posts."""
    who = "currentUser { id username }" if is_author else ""
    return Api(
        name="v3",
        endpoint=endpoints.v3,
        user_query=f"""query ($u: String!) {{
    {who}
    user(input: {{username: $u}}) {{ id username }}
}}""",
        profile_query=f"""query ($u: String!) {{
    {who}
    user(input: {{username: $u}}) {{ {_PROFILE} }}
}}""",
        page_query=f"""query ($u: String!, $c: ID, $n: Int) {{
    {who}
    userTags(input: {{username: $u}}) {{ posts_count }}
    posts(input: {{username: $u, limit: $n, cursor: $c}}) {{
        {_POST} is_markdown meta
    }}
}}""",
        drafts_query=f"""query ($u: String!, $c: ID, $n: Int) {{
    {who}
    posts(input: {{username: $u, limit: $n, cursor: $c, temp_only: true}}) {{
        {_POST} is_markdown meta
    }}
}}""",
        who="currentUser",
        who_query=who,
    )


def v2(endpoints: Endpoints, *, is_author: bool = False) -> Api:
    """Describe the older API, whose lists do not know `is_markdown` and `meta`."""
    who = "auth { id username }" if is_author else ""
    return Api(
        name="v2",
        endpoint=endpoints.v2,
        user_query=f"""query ($u: String) {{
    {who}
    user(username: $u) {{ id username }}
}}""",
        profile_query=f"""query ($u: String) {{
    {who}
    user(username: $u) {{ {_PROFILE} }}
}}""",
        page_query=f"""query ($u: String, $c: ID, $n: Int) {{
    {who}
    userTags(username: $u) {{ posts_count }}
    posts(username: $u, limit: $n, cursor: $c) {{
        {_POST}
    }}
}}""",
        drafts_query=f"""query ($u: String, $c: ID, $n: Int) {{
    {who}
    posts(username: $u, limit: $n, cursor: $c, temp_only: true) {{
        {_POST}
    }}
}}""",
        who="auth",
        who_query=who,
    )


def v2_details(api: Api, count: int) -> str:
    """Write the v2 query for what its lists lack: posts `$i0` to `$i<count - 1>`, as `p0` …"""
    return _by_id(api, count, "id is_markdown meta")


def whole_posts(api: Api, count: int) -> str:
    """Write the query for all of the posts `$i0` to `$i<count - 1>`, as `p0` …"""
    return _by_id(api, count, f"{_POST} is_markdown meta")


def _by_id(api: Api, count: int, selection: str) -> str:
    names = ", ".join(f"$i{index}: ID" for index in range(count))
    posts = "\n".join(
        f"    p{index}: post({_arguments(api, f'id: $i{index}')}) {{ {selection} }}"
        for index in range(count)
    )
    return f"query ({names}) {{\n    {api.who_query}\n{posts}\n}}"


def last_ids(api: Api, *, drafts: bool) -> str:
    """Write the query for the ids of posts, counted from the end of the list where $n is negative.

    Of `limit` both servers take the lesser of 50 and what is asked for, so `-1000` are 1000
    (velog-server, November 2024; velog monorepo, April 2025).
    """
    kind = ", temp_only: true" if drafts else ""
    arguments = _arguments(api, f"username: $u, limit: $n{kind}")
    return f"""query ($u: String!, $n: Int) {{
    {api.who_query}
    posts({arguments}) {{ id }}
}}"""


_COMMENT = "id text deleted created_at user { username }"


def v2_comments(api: Api) -> str:
    """Write the query for the comments under the posts after `$c`, which is always for v2.

    v3 knows neither who wrote a comment nor its replies (velog monorepo, April 2025). Velog shows
    three levels. The count comes another way than the list: where they disagree on whether there
    are comments, one of them has failed.
    """
    replies = f"replies {{ {_COMMENT} replies {{ {_COMMENT} }} }}"
    return f"""query ($u: String, $c: ID, $n: Int) {{
    {api.who_query}
    posts(username: $u, limit: $n, cursor: $c) {{
        id comments_count comments {{ {_COMMENT} {replies} }}
    }}
}}"""


def _arguments(api: Api, arguments: str) -> str:
    """Write arguments as each API takes them."""
    return f"input: {{{arguments}}}" if api.name == "v3" else arguments


def v2_series(api: Api) -> str:
    """Write the query for the series, which is always for v2.

    v3 does not show the order of a series to strangers, and answers an error to its owner.
    """
    return f"""query ($u: String) {{
    {api.who_query}
    seriesList(username: $u) {{
        id name url_slug description created_at updated_at
        series_posts {{ index post {{ id url_slug }} }}
    }}
}}"""
