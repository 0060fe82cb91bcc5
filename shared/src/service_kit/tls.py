"""Mutual TLS from three files, read anew when they are replaced."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import grpc

from service_kit.errors import ErrorKind, ServiceError
from service_kit.logging import get_logger

_log = get_logger("service_kit.tls")

_LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True)
class TlsFiles:
    """PEM files: the own certificate chain, its key, and the authorities the other side must be certified by."""

    certificate: Path
    key: Path
    authorities: Path

    def contents(self) -> tuple[bytes, bytes, bytes]:
        """Raises ServiceError (INVALID) naming the file that cannot be read."""
        try:
            return self.certificate.read_bytes(), self.key.read_bytes(), self.authorities.read_bytes()
        except OSError as error:
            message = f"cannot read the TLS file {error.filename}"
            raise ServiceError(ErrorKind.INVALID, message, reason="TLS_FILE", field=str(error.filename)) from error


def tls_files(certificate: Path | None, key: Path | None, authorities: Path | None) -> TlsFiles | None:
    """The files where all three are given, None where none is; ServiceError (INVALID) otherwise."""
    if certificate and key and authorities:
        return TlsFiles(certificate, key, authorities)
    if certificate or key or authorities:
        message = "TLS needs tls_certificate_file, tls_key_file and tls_ca_file together"
        raise ServiceError(ErrorKind.INVALID, message, reason="TLS_INCOMPLETE")
    return None


class Rotation:
    """Tells when the files have changed; looks at most once a second, and passes over a half-written set."""

    def __init__(self, files: TlsFiles, clock: Callable[[], float] = time.monotonic) -> None:
        self._files = files
        self._clock = clock
        self.current = files.contents()
        self._looked = clock()

    def changed(self) -> bool:
        """True once for each new set of files; `current` then holds it."""
        if self._clock() - self._looked < _LOOK_AGAIN_SECONDS:
            return False
        self._looked = self._clock()
        try:
            seen = self._files.contents()
            if seen == self.current or not _belong_together(self._files):
                return False
        except ServiceError:
            return False
        self.current = seen
        _log.info("certificate replaced", file=str(self._files.certificate))
        return True


def server_credentials(files: TlsFiles) -> grpc.ServerCredentials:
    """Credentials that ask every client for a certificate; new connections get the newest files."""
    rotation = Rotation(files)

    def newest() -> grpc.ServerCertificateConfiguration | None:
        return _configuration(rotation) if rotation.changed() else None

    return grpc.dynamic_ssl_server_credentials(
        _configuration(rotation),
        newest,  # type: ignore[arg-type]  # None means unchanged
        require_client_authentication=True,
    )


def channel_credentials(contents: tuple[bytes, bytes, bytes]) -> grpc.ChannelCredentials:
    certificate, key, authorities = contents
    return grpc.ssl_channel_credentials(authorities, key, certificate)


def https_context(files: TlsFiles) -> ssl.SSLContext:
    """Context of an HTTP server whose callers show no certificate; `files` may be loaded into it again later."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    return context


def _configuration(rotation: Rotation) -> grpc.ServerCertificateConfiguration:
    certificate, key, authorities = rotation.current
    return grpc.ssl_server_certificate_configuration([(key, certificate)], authorities)


def _belong_together(files: TlsFiles) -> bool:
    try:
        https_context(files).load_verify_locations(files.authorities)
    except (ssl.SSLError, OSError):
        return False
    return True
