"""A site's own files, and the author's → how posts are written for this site."""
