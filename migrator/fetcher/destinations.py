"""An address → whether a request may go there, by its name and by what it connects to."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from migrator.model import Note
from migrator.model.velog_names import DOMAINS

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
MayConnect = Callable[[str], bool]
"""Takes an IP address as text, as name resolution gives it."""

Place = tuple[str, int]
"""A host, as a request names it, and a port."""

# Addresses that carry an IPv4 address inside: RFC 6052 and RFC 8215 (NAT64).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def is_velog_host(host: str) -> bool:
    """Tell whether a host is one of Velog's."""
    name = host.lower().rstrip(".")
    return any(name == domain or name.endswith(f".{domain}") for domain in DOMAINS)


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, in whatever form it is written.

    Private, loopback, link-local, multicast, reserved and unspecified addresses do not, nor does
    an IPv6 address that stands for such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (parsed, *_inside(parsed)))


def anywhere(address: str) -> bool:
    """Let every address pass: for a server that the user has named in the environment."""
    return True


def leads_astray(first: str, target: str) -> Note | None:
    """Say why a redirect from the address `first` may not lead to `target`; None where it may.

    What stands on Velog comes from Velog, and nothing that was asked for by https comes by http.
    """
    before, after = urlsplit(first), urlsplit(target)
    if before.scheme == "https" and after.scheme != "https":
        return Note(
            f"a redirect from {before.hostname} to an address without https",
            f"{before.hostname}에서 https가 아닌 주소로 넘어감",
        )
    if is_velog_host(before.hostname or "") and not is_velog_host(after.hostname or ""):
        return Note(
            f"a redirect from {before.hostname} to {after.hostname}, which is not Velog's",
            f"{before.hostname}에서 Velog가 아닌 {after.hostname}(으)로 넘어감",
        )
    return None


def _inside(address: IPAddress) -> list[IPAddress]:
    """Give the IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    carried: list[IPAddress | None] = [address.ipv4_mapped, address.sixtofour]
    carried += address.teredo or ()
    if any(address in network for network in _NAT64):
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return [each for each in carried if each is not None]
