"""Files of a site → what Jekyll reads in them: settings, front matter, addresses, Markdown."""
