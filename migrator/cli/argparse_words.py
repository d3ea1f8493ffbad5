"""What argparse says of its own, in English → the same in Korean.

It takes its words from a catalogue of the system, which has none of ours. What another version of
Python says, and is not known here, stays English; tests/test_korean.py asks for all of it.
"""

from __future__ import annotations

import re

from migrator.long_work.screen import say

_HEADINGS = {"positional arguments": "인자", "options": "옵션"}
_MESSAGES = (
    (r"argument ([^:]+): (.*)", "{0}: {1}"),
    (r"expected one argument", "값이 하나 필요합니다"),
    (r"expected at least one argument", "값이 하나 이상 필요합니다"),
    (r"expected (\d+) arguments?", "값이 {0}개 필요합니다"),
    (r"the following arguments are required: (.*)", "다음 인자가 필요합니다: {0}"),
    (r"one of the arguments (.*) is required", "다음 가운데 하나가 필요합니다: {0}"),
    (r"not allowed with argument (.*)", "{0}와(과) 함께 쓸 수 없습니다"),
    (
        r"ambiguous option: (\S+) could match (.*)",
        "{0}은(는) 다음 가운데 무엇인지 알 수 없습니다: {1}",
    ),
    (r"ignored explicit argument (.*)", "값 {0}을(를) 받지 않습니다"),
)


def heading(english: str) -> str:
    """Give the heading of a group of arguments."""
    return say(english, _HEADINGS.get(english, english))


def message(english: str) -> str:
    """Give what is wrong with the words on a command line."""
    return say(english, _in_korean(english))


def _in_korean(english: str) -> str:
    for pattern, korean in _MESSAGES:
        if found := re.fullmatch(pattern, english, re.DOTALL):
            return korean.format(*map(_in_korean, found.groups()))
    return english
