"""Asks a service whether it is well and exits 0 or 1: `python -m service_kit.health_probe TARGET [CERTIFICATE KEY CA]`.

TARGET is host:port of a gRPC service or the http(s) address of a health page; the files are for gRPC under mutual TLS.
"""

import sys
import urllib.request
from pathlib import Path
from urllib.error import URLError

import grpc
from grpc_health.v1 import health_pb2

_TIMEOUT_SECONDS = 3.0


def is_well(target: str, *tls: str) -> bool:
    return _page_is_well(target) if target.startswith(("http://", "https://")) else _server_is_well(target, *tls)


def _page_is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310 (an own address)
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _server_is_well(target: str, *tls: str) -> bool:
    options = [("grpc.enable_http_proxy", 0)]
    if tls:
        certificate, key, authorities = (Path(name).read_bytes() for name in tls)
        channel = grpc.secure_channel(target, grpc.ssl_channel_credentials(authorities, key, certificate), options)
    else:
        channel = grpc.insecure_channel(target, options)
    check = channel.unary_unary(
        "/grpc.health.v1.Health/Check",
        request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
        response_deserializer=health_pb2.HealthCheckResponse.FromString,
    )
    with channel:
        try:
            answer = check(health_pb2.HealthCheckRequest(), timeout=_TIMEOUT_SECONDS)
        except grpc.RpcError:
            return False
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)


if __name__ == "__main__":
    sys.exit(0 if is_well(*sys.argv[1:]) else 1)
