"""Texts for kramdown → the seconds of the processor that it takes for each, in one process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

from oracle.jekyll import JekyllError, missing

# As Jekyll sets kramdown, but without Rouge. A text that exhausts the stack takes for ever.
_SCRIPT = """
require "json"
require "timeout"
require "kramdown"
require "kramdown-parser-gfm"
job = JSON.parse($stdin.read)
now = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
options = { input: "GFM", hard_wrap: false, syntax_highlighter: nil }
seconds = job["texts"].map do |text|
  start = now.call
  Timeout.timeout(job["limit"]) { Kramdown::Document.new(text, options).to_html }
  now.call - start
rescue Timeout::Error, SystemStackError
  Float::MAX
end
puts JSON.generate(seconds)
"""


def seconds(texts: Sequence[str], limit: float = 60) -> list[float]:
    """Time each text; one that takes longer than `limit` seconds counts as endless."""
    if missing():
        raise JekyllError(missing())
    done = subprocess.run(
        ["ruby", "-Ku", "-e", _SCRIPT],
        input=json.dumps({"texts": texts, "limit": limit}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise JekyllError(done.stderr)
    found: list[float] = json.loads(done.stdout)
    return found
