"""A plan, or its outcome → words for the person who runs the command."""
