"""An address that a caller names never leads into the network the gateway stands in."""

from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore
import pytest

from gateway.adapters.guarded_http import GuardedBackend
from gateway.domain.url_guard import Address, FetchPolicy, Target, is_public, read_target
from service_kit.errors import ErrorKind, ServiceError

STRICT = FetchPolicy()
ANY_PORT = FetchPolicy(ports=frozenset())
LENIENT = FetchPolicy(allow_http=True, allow_private_networks=True, ports=frozenset())

NOT_PUBLIC = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7"),
    *("203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2001::1", "2001:0:7f00:1::", "2001:db8::1"),
    *("2001:10::1", "2001:20::1", "3fff::1", "5f00::1", "2600:1::5efe:7f00:1", "2600:1::200:5efe:a00:1", "4000::1"),
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ServiceError):
        read_target(f"https://{host}/hook", STRICT)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "fd00:ec2::254"])
def test_where_a_cloud_hands_out_credentials_is_refused_even_where_private_networks_are_allowed(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ServiceError, match="link-local"):
        read_target(f"https://{host}/hook", LENIENT)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_let_through(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert read_target(f"https://{host}/hook", STRICT) == Target("https", address, 443)


@pytest.mark.parametrize(
    "url",
    [
        *("https://2130706433/", "https://0x7f000001/", "https://017700000001/", "https://0177.0.0.1/"),
        *("https://127.1/", "https://127.0.1/", "https://0x7f.1/", "https://0x7f.0x0.0x0.0x1/", "https://1.2.3.0x4/"),
        *("https://127.0.0.1./", "https://example.com.0x7f/", "https://a.09/", "https://0/", "https://0x/"),
        *("https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://metadata/", "https://gateway/"),
        *("https://user@example.com/", "https://user:pw@example.com/", "https://@example.com/", "https://a@b@c.com/"),
        *("https://example.com#@evil.com/", "https://example.com\\@evil.com/", "https://127%2e0.0.1/"),
        *("https://exa mple.com/", "https://example.com/\n", "\thttps://example.com/", "https://example.com\x00/"),
        *(
            "https://\uff11\uff12\uff17.0.0.1/",
            "https://127\u30020\u30020\u30021/",
            "https://\u24dbocal.host/",
            "https://b\u00fccher.example/",
        ),
        *("https://[::1]/", "https://[::ffff:7f00:1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/"),
        *("https://[::1", "https://[]/", "https://[1.2.3.4]/", "https://1.2.3.4:99999/", "https://1.2.3.4:x/"),
        *("http://example.com/", "HTTP://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://a.b/"),
        *("//example.com/", "example.com", "", "https:", "https://", "https:///path", "https:example.com"),
        *("https://example.com:80/", "https://example.com:22/", "https://example.com:8443/", "https://example.com:0/"),
        *("https://a..b/", "https://.a.b/", f"https://{'a' * 64}.com/", f"https://a.com/{'a' * 2000}"),
    ],
)
def test_an_address_that_is_ambiguous_or_not_meant_for_receivers_is_refused(url: str) -> None:
    with pytest.raises(ServiceError) as failure:
        read_target(url, STRICT)
    assert (failure.value.kind, failure.value.reason, failure.value.field) == (
        ErrorKind.INVALID,
        "URL_REFUSED",
        "url",
    )


def test_an_operator_may_allow_http_private_networks_and_other_ports() -> None:
    assert read_target("http://receiver:9000/hook", LENIENT) == Target("http", "receiver", 9000)
    assert read_target("http://127.0.0.1:9000/", LENIENT).host == "127.0.0.1"
    assert read_target("https://example.com:8443/", ANY_PORT).port == 8443
    with pytest.raises(ServiceError):
        read_target("https://2130706433/", LENIENT)


class Network(httpcore.AsyncNetworkBackend):
    """Remembers where it was to connect to; `failing` addresses do not answer."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.asked: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del port, timeout, local_address, socket_options
        self.asked.append(host)
        if host in self.failing:
            raise httpcore.ConnectError
        return httpcore.AsyncMockStream([])


class Names:
    """Answers a lookup from a list, one answer after the other."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    async def __call__(self, _host: str, _port: int) -> Sequence[Address]:
        return [ip_address(address) for address in self.answers.pop(0)]


async def test_a_name_is_looked_up_once_and_the_checked_address_is_what_is_called() -> None:
    names, network = Names(["1.1.1.1"], ["127.0.0.1"]), Network()
    await GuardedBackend(STRICT, names, network).connect_tcp("rebinding.example", 443)
    assert network.asked == ["1.1.1.1"]
    assert len(names.answers) == 1


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]])
async def test_a_name_that_leads_inside_is_refused_before_anything_is_called(answer: list[str]) -> None:
    network = Network()
    with pytest.raises(ServiceError) as failure:
        await GuardedBackend(STRICT, Names(answer), network).connect_tcp("rebinding.example", 443)
    assert failure.value.reason == "URL_REFUSED"
    assert network.asked == []


async def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer() -> None:
    network = Network("1.1.1.1")
    await GuardedBackend(STRICT, Names(["1.1.1.1", "8.8.8.8"]), network).connect_tcp("two.example", 443)
    assert network.asked == ["1.1.1.1", "8.8.8.8"]
