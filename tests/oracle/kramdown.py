"""Bodies of posts → the HTML that Jekyll's own Liquid and kramdown make of them, in one process."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

from oracle.jekyll import JekyllError, missing

# Each body by itself, without a layout; Jekyll's settings stand between ours and kramdown.
_SCRIPT = """
require "json"
require "jekyll"
job = JSON.parse($stdin.read)
Jekyll.logger.log_level = :error
site = Jekyll::Site.new(Jekyll.configuration(job["config"].merge("source" => Dir.pwd)))
markdown = site.find_converter_instance(Jekyll::Converters::Markdown)
scope = { "site" => {}, "page" => {} }
pages = job["bodies"].map do |body|
  template = Liquid::Template.parse(body)
  markdown.convert(template.render!(scope, :registers => { :site => site, :page => {} }))
rescue StandardError
  nil
end
puts JSON.generate(pages)
"""


def render(bodies: Sequence[str], config: Mapping[str, object] | None = None) -> list[str | None]:
    """Give the page of each body; None for one that stops the build."""
    if missing():
        raise JekyllError(missing())
    job = json.dumps({"bodies": bodies, "config": dict(config or {})})
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["ruby", "-Ku", "-e", _SCRIPT],
            input=job,
            capture_output=True,
            encoding="utf-8",
            cwd=folder,
            check=False,
        )
    if done.returncode:
        raise JekyllError(done.stderr)
    pages: list[str | None] = json.loads(done.stdout)
    return pages
