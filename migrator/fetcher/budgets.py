"""Nothing in → how many bytes, seconds and failures a request, a host and a run may cost.

The limits of bytes, seconds and failures stand here; how many posts are asked for at once is
Velog's own limit and stands with the questions. What is left undone because of one is named with
it, the run ends with 1 (or 2, where it is the list of posts), and the next run tries again.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrator.fetcher.jobs import MOST_JOBS, USUAL_JOBS

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True)
class Budgets:
    """The limits, with what they are measured against.

    `unstated_posts` is how many posts a list may have beyond twice the number that Velog states
    (drafts are not counted there): a list that is longer does not end.

    `image_bytes` after unpacking; Velog takes uploads of up to 30 MiB (v2 server, `files/upload`).
    `answer_bytes` is an answer of an API after unpacking: 50 posts of 5 KB are 250 KB, and of
    longer ones fewer are asked for at once. Of these,
    `structure_bytes` may be outside texts, and there may be `texts` of them: a list of nothing
    but brackets takes twenty times its length in memory. So a run stays below 150 MB with the
    worst answer. A list of 10,000 posts in series, the most structure there is, takes a fifth.
    `header_bytes` are status line, headers and interim answers of one response.

    `connect_seconds` is for the name of a host, and for one connection; `silence_seconds` for a
    server that sends nothing. `request_seconds` is for a whole request; a byte more every
    `1 / slowest` seconds earns more time, up to `longest_seconds`. `slowest` is in bytes a second.

    `attempts` is how often a request is sent at most, `stalled_attempts` how often one that was
    not answered in time. `patience_seconds` is the longest wait that a server may ask for.

    `run_seconds` is for all that a run does on the network, and longer only while `pace` bytes a
    second have come on average since it began: 600 seconds are 150 MiB. So 1,000 images of 150 KiB
    never take longer, whatever their hosts do. `list_seconds` are those that the posts may take,
    for each of Velog's two APIs: 200 requests of a second are 9,800 posts.

    `host_failures` is after how many images in a row that a host failed to send (no answer, a
    connection that broke, 429, 5xx; each after its attempts) it is left alone for the rest of the
    run. `lost_seconds` are all seconds that failed downloads of a run have cost, added up over the
    connections; after that only hosts that have sent an image are still asked.

    `images_at_once` is how many images are asked for at the same time where the user says nothing,
    `most_at_once` how many it may be, and how many connections there are at most.
    """

    unstated_posts: int = 5000
    image_bytes: int = 50 * MIB
    answer_bytes: int = 8 * MIB
    structure_bytes: int = 2 * MIB
    texts: int = 400_000
    header_bytes: int = 256 * KIB
    connect_seconds: float = 10
    silence_seconds: float = 30
    request_seconds: float = 60
    longest_seconds: float = 240
    slowest: float = 8 * KIB
    attempts: int = 5
    stalled_attempts: int = 2
    patience_seconds: float = 120
    run_seconds: float = 600
    pace: float = 256 * KIB
    list_seconds: float = 200
    host_failures: int = 3
    lost_seconds: float = 1200
    images_at_once: int = USUAL_JOBS
    most_at_once: int = MOST_JOBS


BUDGETS = Budgets()
"""Those of every run. They are looked up here each time: a test sets smaller ones in one place."""
