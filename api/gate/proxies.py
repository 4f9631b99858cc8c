"""The client of a request: `X-Forwarded-*` counts from proxies of `IOC_PROXIES` alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from ioc.errors import IocError
from ioc.words.phrase import Phrase

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network
_Headers = Sequence[tuple[bytes, bytes]]
_FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?")
# A provider gives a home 2⁶⁴ addresses, so that addresses are counted by these bits.
_IPV6_BITS = 64


class ProxiesError(IocError):
    """`IOC_PROXIES` names something that is neither an address nor a network."""


def client_address(scope: MutableMapping[str, Any]) -> str:
    """Return the address to count and name a client by; behind `Doors` it is the visitor's own.

    An IPv6 address stands for its network of 64 bits; "?" where there is none (a local socket).

    >>> client_address({"client": ("192.0.2.7", 1)}), client_address({"client": None})
    ('192.0.2.7', '?')
    >>> client_address({"client": ("2001:db8:1:2:3::4", 1)})
    '2001:db8:1:2::/64'
    """
    client = scope.get("client")
    address = _address_in(client[0]) if client else None
    if address is None:
        return "?"
    if isinstance(address, IPv4Address) or address.is_loopback:
        return str(address)
    return str(IPv6Network((address, _IPV6_BITS), strict=False))


@dataclass(frozen=True)
class Proxies:
    """The networks whose `X-Forwarded-For`, `-Proto` and `-Host` are trusted."""

    networks: tuple[_Network, ...]

    @classmethod
    def of(cls, text: str) -> Proxies:
        """Return the proxies of a setting: addresses and networks with commas between.

        Raises:
            ProxiesError: a part is neither.
        """
        networks = []
        for part in filter(None, (each.strip() for each in text.split(","))):
            try:
                networks.append(ip_network(part, strict=False))
            except ValueError:
                raise ProxiesError(Phrase("access-proxy-unknown", text=part[:60])) from None
        return cls(tuple(networks))

    def include(self, address: _Address | None) -> bool:
        """Return whether an address belongs to a trusted proxy."""
        return address is not None and any(address in each for each in self.networks)

    def believe(self, scope: MutableMapping[str, Any]) -> None:
        """Apply what a trusted proxy forwards to a request; drop what anyone else forwards.

        Afterwards `client`, `scheme` and the header `Host` are those of the visitor, and no
        forwarded header is left that later code might trust.
        """
        headers: _Headers = scope["headers"]
        client = scope.get("client")
        by_proxy = self.include(_address_in(client[0]) if client else None)
        forwarded = {name: _last(headers, name) for name in _FORWARDED} if by_proxy else {}
        if by_proxy:
            came = b",".join(value for name, value in headers if name == b"x-forwarded-for")
            visitor = self._visitor(came.decode("latin-1").split(","))
            if visitor is not None:
                scope["client"] = (str(visitor), 0)
            scheme = forwarded[b"x-forwarded-proto"].lower()
            if scheme in ("http", "https"):
                scope["scheme"] = scheme
        remaining = [(name, value) for name, value in headers if not _forwards(name)]
        host = forwarded.get(b"x-forwarded-host", "")
        if _HOST.fullmatch(host):
            remaining = [(name, value) for name, value in remaining if name != b"host"]
            remaining.append((b"host", host.encode("latin-1")))
        scope["headers"] = remaining

    def _visitor(self, hops: Iterable[str]) -> _Address | None:
        """Return the last hop that is no proxy of ours: anyone may write those before it."""
        visitor = None
        for hop in reversed([each.strip() for each in hops]):
            address = _address_in(hop)
            if address is None:
                break
            visitor = address
            if not self.include(address):
                break
        return visitor


def host_of(headers: _Headers) -> str:
    """Return the host of a request, in small letters; "" for none, two or one that is malformed.

    >>> host_of([(b"host", b"IOC.Test:8050")]), host_of([(b"host", b"a/b")]), host_of([])
    ('ioc.test:8050', '', '')
    """
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    return hosts[0].lower() if len(hosts) == 1 and _HOST.fullmatch(hosts[0]) else ""


def origin_of(scope: MutableMapping[str, Any]) -> str:
    """Return the origin of our own pages as browsers write it; "" without a host.

    >>> origin_of({"scheme": "https", "headers": [(b"host", b"IOC.test:443")]})
    'https://ioc.test'
    """
    host, scheme = host_of(scope["headers"]), scope["scheme"]
    usual = ":443" if scheme == "https" else ":80"
    return f"{scheme}://{host.removesuffix(usual)}" if host else ""


def _forwards(name: bytes) -> bool:
    return name == b"forwarded" or name.startswith(b"x-forwarded-")


def _last(headers: _Headers, name: bytes) -> str:
    """Return the last value of a header that each hop adds to."""
    values = [value for key, value in headers if key == name]
    return values[-1].decode("latin-1").rsplit(",", 1)[-1].strip() if values else ""


def _address_in(text: str) -> _Address | None:
    """Return an address as proxies write it: with a port, in brackets, or mapped into IPv6."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].split("]", 1)[0]
    elif text.count(":") == 1:
        text = text.split(":", 1)[0]
    try:
        address = ip_address(text.split("%", 1)[0])
    except ValueError:
        return None
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return plain or address
