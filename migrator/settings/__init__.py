"""A site's files, its posts and `.velog-to-jekyll.toml` → how to write posts for this site."""
