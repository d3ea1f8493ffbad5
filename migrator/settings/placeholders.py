"""A folder or an address → its form, with a place in it that is filled for each post or file."""

from __future__ import annotations

STEM = "{stem}"
"""In a folder for images, the place of the name of the post's file, without its ending."""


def with_stem(folder: str) -> str:
    """Give a folder for images with a place for the name of the post's file in it."""
    folder = folder.strip("/")
    return folder if STEM in folder else f"{folder}/{STEM}"


def literal(text: str) -> str:
    """Write a text so that `str.format` gives it back."""
    return text.replace("{", "{{").replace("}", "}}")
