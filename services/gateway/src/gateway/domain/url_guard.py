"""Which addresses may be fetched: one that a caller names must not lead into the network the gateway stands in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from service_kit.errors import ErrorKind, ServiceError

Address = IPv4Address | IPv6Address

_LONGEST_URL = 2_000
_PRINTABLE = re.compile(r"[!-\[\]-~]+")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_ENDS_IN_A_NUMBER = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)")
_DEFAULT_PORT = {"https": 443, "http": 80}

# IANA's special-purpose registries; of IPv6 only global unicast gets through: no mapped, NAT64 or local form
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
            *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)
# where clouds hand out their machines' credentials: link-local addresses, their IPv6 forms, and one unique local one
_OF_THE_MACHINE = tuple(
    map(
        ip_network,
        ("169.254.0.0/16", "fe80::/10", "::ffff:169.254.0.0/112", "64:ff9b::a9fe:0/112", "fd00:ec2::254/128"),
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True)
class FetchPolicy:
    """What may be fetched; no `ports` means any port."""

    allow_http: bool = False
    allow_private_networks: bool = False
    ports: frozenset[int] = frozenset({443})


@dataclass(frozen=True)
class Target:
    """Where a URL leads; `host` is a name or an address, in lower case."""

    scheme: str
    host: str
    port: int


def read_target(url: str, policy: FetchPolicy) -> Target:
    """Read a URL that may be fetched, as far as can be told without asking for its name; INVALID with what is wrong."""
    if len(url) > _LONGEST_URL:
        raise refused(f"has more than {_LONGEST_URL} characters")
    if not _PRINTABLE.fullmatch(url):
        raise refused("has blanks, backslashes or characters beyond ASCII")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused("is no URL") from error
    if parts.scheme not in (("https", "http") if policy.allow_http else ("https",)):
        raise refused("must begin with https://")
    if "@" in parts.netloc or "#" in url:
        raise refused("must have no user, password or fragment")
    port = _DEFAULT_PORT[parts.scheme] if port is None else port
    target = Target(parts.scheme, (parts.hostname or "").removesuffix("."), port)
    if port == 0 or (policy.ports and port not in policy.ports):
        raise refused(f"must have one of the ports {', '.join(map(str, sorted(policy.ports)))}")
    _check_host(target.host, policy)
    return target


def _check_host(host: str, policy: FetchPolicy) -> None:
    try:
        address = ip_address(host)
    except ValueError:
        if not _NAME.fullmatch(host) or _ENDS_IN_A_NUMBER.fullmatch(host):
            raise refused("has no valid host name or address") from None
        if "." not in host and not policy.allow_private_networks:
            raise refused("must have a host name with a dot") from None
        return
    if "%" in host:
        raise refused("has no valid host name or address")
    check_addresses([address], policy)


def check_addresses(addresses: Iterable[Address], policy: FetchPolicy) -> None:
    """INVALID where any of them is not public, unless private networks are allowed; link-local ones never are."""
    found = list(addresses)
    if not policy.allow_private_networks and not all(map(is_public, found)):
        raise refused("leads to an address that is not public")
    if any(_within(address, _OF_THE_MACHINE) for address in found):
        raise refused("leads to a link-local address")


def is_public(address: Address) -> bool:
    """Whether anybody on the internet would reach the same host under this address."""
    if isinstance(address, IPv6Address) and (address not in _GLOBAL_UNICAST or _is_isatap(address)):
        return False
    return not _within(address, _NOT_PUBLIC)


def _within(address: Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _is_isatap(address: IPv6Address) -> bool:
    return (int(address) >> 32) & 0xFFFFFFFF in _ISATAP


def refused(message: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason="URL_REFUSED", field="url")
