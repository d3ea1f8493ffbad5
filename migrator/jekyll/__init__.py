"""How Jekyll reads a site: its settings, front matter, names, addresses and Markdown."""
