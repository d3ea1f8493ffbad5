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

# The blocks of each body, before kramdown reads the text in them.
_TREES = """
require "json"
require "kramdown"
require "kramdown-parser-gfm"
class Kramdown::Parser::Blocks < Kramdown::Parser::GFM
  def update_tree(element) end
  def update_elements(element) end
  def replace_abbreviations(element, regexps = nil) end
end
def text(element)
  element.children.map { |child| child.value.to_s }.join
end
def told(element)
  inner = element.children.map { |child| told(child) }.compact
  case element.type
  when :blank then nil
  when :p then ["p", text(element).strip, element.options[:transparent] ? true : false]
  when :header
    ["h", text(element), element.options[:level], element.attr["id"].to_s]
  when :codeblock
    ["code", element.value, element.options[:fenced] ? element.options[:lang].to_s : nil]
  when :blockquote then ["quote", *inner]
  when :root, :ul, :ol, :li then [element.type.to_s, *inner]
  when :table
    sides = element.options[:alignment].map(&:to_s)
    rows = element.children.map do |part|
      [part.type.to_s, *part.children.map { |row| row.children.map { |cell| text(cell) } }]
    end
    ["table", sides, *rows]
  when :hr then ["rule"]
  when :math then ["math", element.value]
  when :html_element, :xml_comment then ["html"]
  when :comment, :raw then ["extension"]
  when :eob then element.value ? ["nothing"] : ["end"]
  else [element.type.to_s]
  end
end
trees = JSON.parse($stdin.read).map do |body|
  document = Kramdown::Document.new(body, :input => "Blocks", :hard_wrap => false)
  told(document.root)
end
puts JSON.generate(trees)
"""


def blocks(bodies: Sequence[str]) -> list[list[object]]:
    """Give the tree of blocks of each body, each as its kind, what it shows and what is in it."""
    trees: list[list[object]] = json.loads(_run(_TREES, json.dumps(bodies)))
    return trees


def render(bodies: Sequence[str], config: Mapping[str, object] | None = None) -> list[str | None]:
    """Give the page of each body; None for one that stops the build."""
    job = json.dumps({"bodies": bodies, "config": dict(config or {})})
    pages: list[str | None] = json.loads(_run(_SCRIPT, job))
    return pages


def _run(script: str, job: str) -> str:
    if missing():
        raise JekyllError(missing())
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["ruby", "-Ku", "-e", script],
            input=job,
            capture_output=True,
            encoding="utf-8",
            cwd=folder,
            check=False,
        )
    if done.returncode:
        raise JekyllError(done.stderr)
    return done.stdout
