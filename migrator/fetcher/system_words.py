"""What the system or a library says about a connection, in English → the same in Korean."""

from __future__ import annotations

import re

# Signs in what they say, the clearest first; each system has words of its own.
_SIGNS = (
    ("not resolved in time", "주소를 찾는 동안 답이 없음"),
    (
        "not known|nodename|getaddrinfo|name resolution|no such name|no address",
        "주소를 찾을 수 없음",
    ),
    ("certificate", "인증서를 확인할 수 없음"),
    ("refused", "연결을 거부함"),
    ("unreachable|no route", "네트워크에 연결되어 있지 않음"),
    ("timed out|timeout", "시간 안에 답이 없음"),
    ("proxy", "프록시 오류"),
    ("ssl|tls", "암호화된 연결을 열 수 없음"),
    ("reset|disconnected|closed|incomplete|broken pipe|body", "상대가 연결을 끊음"),
)


def in_korean(error: Exception) -> str:
    """Say it in Korean; what is not known here has the name of its class."""
    said = str(error)
    for signs, korean in _SIGNS:
        if re.search(signs, said, re.IGNORECASE):
            return korean
    return type(error).__name__
