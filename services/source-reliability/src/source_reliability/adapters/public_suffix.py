"""Registered domains by the public suffix list that ships with tldextract; no network."""

import re
from functools import lru_cache

import idna
import tldextract

_REMEMBERED = 65_536
_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


class PublicSuffixDomains:
    """Finds the registered domain of hosts and URLs, offline; a blog on a shared host is a publisher of its own."""

    def __init__(self) -> None:
        self.registered = lru_cache(maxsize=_REMEMBERED)(self._registered)
        self._extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

    def _registered(self, host_or_url: str) -> str | None:
        """Registered domain in lower-case ASCII; None for what is no domain.

        A name under no known suffix keeps its last two labels, an IP address stays whole.
        """
        if any(character.isspace() for character in host_or_url):
            return None
        parts = self._extract(host_or_url)
        if parts.ipv4 or parts.ipv6:
            return parts.ipv4 or parts.ipv6
        labels = [label for part in (parts.subdomain, parts.domain, parts.suffix) for label in part.split(".") if label]
        domain = parts.top_domain_under_public_suffix or ".".join(labels[-2:])
        return self._ascii(domain) if "." in domain else None

    def _ascii(self, domain: str) -> str | None:
        if _PLAIN.fullmatch(domain) and "--" not in domain:
            return domain.lower()
        try:
            return idna.encode(domain, uts46=True, transitional=False).decode("ascii").lower()
        except idna.IDNAError:
            return None
