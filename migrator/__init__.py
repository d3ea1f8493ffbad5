"""Velog posts in, Jekyll posts out: the package behind the command `velog-to-jekyll`."""

__version__ = "0.1.0"
