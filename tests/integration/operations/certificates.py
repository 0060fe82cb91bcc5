"""Throwaway certificates in the three files a service reads."""

from pathlib import Path

import trustme

from service_kit.tls import TlsFiles


def write_files(folder: Path, own: trustme.CA, trusted: trustme.CA) -> TlsFiles:
    """A certificate issued by `own`, trusting `trusted`; written over what is there."""
    folder.mkdir(exist_ok=True)
    leaf = own.issue_cert("localhost", "127.0.0.1")
    leaf.private_key_pem.write_to_path(folder / "tls.key")
    (folder / "tls.crt").write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
    trusted.cert_pem.write_to_path(folder / "ca.crt")
    return TlsFiles(folder / "tls.crt", folder / "tls.key", folder / "ca.crt")
