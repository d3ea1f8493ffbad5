"""Sites of real themes: what they are made of, how they are built, and whether their links lead."""

from __future__ import annotations
