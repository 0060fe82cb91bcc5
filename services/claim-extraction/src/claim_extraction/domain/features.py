"""Hashed n-gram features of a sentence for the judge of check-worthiness."""

import re
from itertools import pairwise
from zlib import crc32

BUCKETS = 1 << 17
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[a-z]+)?|[%$€£?!]")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def features(sentence: str) -> dict[int, float]:
    """Weight by bucket, of unit length: words, pairs and triples of words, skips, beginnings and a few shapes."""
    words = [_shape(w) for w in _TOKEN.findall(sentence.lower())][:80]
    names = ["<s>", *words, "</s>"]
    found: set[str] = set(words)
    found.update(f"{a} {b}" for a, b in pairwise(names))
    found.update(f"{a} {b} {c}" for a, b, c in zip(names, names[1:], names[2:], strict=False))
    found.update(f"{a} * {c}" for a, c in zip(names, names[2:], strict=False))
    for word in set(words):
        padded = f"^{word}$"
        found.update(f"#{padded[i : i + 4]}" for i in range(len(padded) - 3))
    found.update(_shapes(sentence, words))
    weight = len(found) ** -0.5
    buckets: dict[int, float] = {}
    for name in found:
        bucket = crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS
        buckets[bucket] = buckets.get(bucket, 0.0) + weight
    return buckets


def _shape(word: str) -> str:
    if _YEAR.match(word):
        return "<year>"
    return "<number>" if word[0].isdigit() else word


def _shapes(sentence: str, words: list[str]) -> set[str]:
    capitals = sum(1 for w in sentence.split()[1:] if w[:1].isupper())
    return {
        f"=length{min(len(words) // 4, 10)}",
        f"=numbers{min(words.count('<number>'), 3)}",
        f"=capitals{min(capitals, 4)}",
        f"=question{int(sentence.rstrip().endswith('?'))}",
    }
