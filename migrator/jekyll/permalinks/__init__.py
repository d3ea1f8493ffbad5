"""The path and the front matter of a post → its address in the site, by Jekyll's own rule.

Follows Jekyll 4.3 (`url.rb`, `document.rb`, `drops/url_drop.rb`) and, as engine `3.10`, the Jekyll
that GitHub Pages runs. A post that Jekyll refuses to build has no address: `NoAddress` says why.
"""

from migrator.jekyll.permalinks.address import NoAddress, template_of, url_of
from migrator.jekyll.permalinks.defaults import defaults_for
from migrator.jekyll.permalinks.slugs import jekyll_slug

__all__ = ["NoAddress", "defaults_for", "jekyll_slug", "template_of", "url_of"]
