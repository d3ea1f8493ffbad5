"""A plan, or what came of it → words for the person who runs the command."""
