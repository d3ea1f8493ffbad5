"""Where Velog's two APIs are → the GraphQL texts that each of them understands."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.fetcher.http import Endpoints
from migrator.fetcher.paging import PAGE_SIZE

_POST = """id title body short_description thumbnail is_temp is_private url_slug
        released_at created_at updated_at tags series { id name url_slug }"""


@dataclass(frozen=True)
class Api:
    """One of Velog's two APIs, and how it is asked for a user (`$u`) and for a page after `$c`."""

    name: str
    endpoint: str
    user_query: str
    page_query: str


def v3(endpoints: Endpoints) -> Api:
    """Describe the newer API, whose lists hold whole posts."""
    return Api(
        name="v3",
        endpoint=endpoints.v3,
        user_query="query ($u: String!) { user(input: {username: $u}) { id username } }",
        page_query=f"""query ($u: String!, $c: ID) {{
    userTags(input: {{username: $u}}) {{ posts_count }}
    posts(input: {{username: $u, limit: {PAGE_SIZE}, cursor: $c}}) {{
        {_POST} is_markdown meta
    }}
}}""",
    )


def v2(endpoints: Endpoints) -> Api:
    """Describe the older API, whose lists do not know `is_markdown` and `meta`."""
    return Api(
        name="v2",
        endpoint=endpoints.v2,
        user_query="query ($u: String) { user(username: $u) { id username } }",
        page_query=f"""query ($u: String, $c: ID) {{
    userTags(username: $u) {{ posts_count }}
    posts(username: $u, limit: {PAGE_SIZE}, cursor: $c) {{
        {_POST}
    }}
}}""",
    )


def v2_details(count: int) -> str:
    """Ask v2 for what its lists do not know, of the posts `$i0` to `$i<count - 1>`, as `p0` …"""
    names = ", ".join(f"$i{index}: ID" for index in range(count))
    posts = "\n".join(
        f"    p{index}: post(id: $i{index}) {{ id is_markdown meta }}" for index in range(count)
    )
    return f"query ({names}) {{\n{posts}\n}}"


# For v2, whoever tells the posts: v3 shows the places in a series to the series' owner only.
V2_SERIES = """query ($u: String) {
    seriesList(username: $u) {
        id name url_slug description created_at updated_at
        series_posts { index post { id url_slug } }
    }
}"""
