"""A host's name → the IP addresses that may be asked, within the time that a request has.

The system's resolver cannot be given a time, nor be stopped: one that does not answer keeps a
thread of its own, for which nobody waits.
"""

from __future__ import annotations

import socket
from queue import Empty, SimpleQueue
from threading import Thread

import httpcore

from migrator.fetcher.destinations import MayConnect
from migrator.fetcher.meter import Abandoned


def allowed_addresses(
    host: str, port: int, may_connect: MayConnect, seconds: float | None
) -> list[str]:
    """Give the IP addresses of a host that may be asked.

    Raises Abandoned where it has others only, httpcore.ConnectError where it has none, and
    httpcore.ConnectTimeout where no answer came within the seconds.
    """
    addresses = _addresses(host, port, seconds)
    allowed = [address for address in addresses if may_connect(address)]
    if addresses and not allowed:
        raise Abandoned(
            f"{host} is at {addresses[0]}, which is not on the public internet",
            f"{host}의 주소 {addresses[0]}은(는) 공개된 인터넷에 있지 않음",
        )
    return allowed


def _addresses(host: str, port: int, seconds: float | None) -> list[str]:
    answer: SimpleQueue[list[str] | Exception] = SimpleQueue()
    Thread(target=_look_up, args=(host, port, answer), daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except Empty as error:
        raise httpcore.ConnectTimeout(f"the name {host} was not resolved in time") from error
    if isinstance(found, Exception):
        raise httpcore.ConnectError(str(found)) from found
    return found


def _look_up(host: str, port: int, answer: SimpleQueue[list[str] | Exception]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        answer.put(error)
    else:
        answer.put(list(dict.fromkeys(str(each[4][0]) for each in found)))
