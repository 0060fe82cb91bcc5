"""Reads the truth-discovery benchmarks: who claims what about which object, and the gold values."""
# ruff: noqa: INP001

import csv
import gzip
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Claim = tuple[str, str, str]
"""Object, source, value."""


@dataclass(frozen=True)
class TruthSet:
    """Claims in file order, and the right value per gold object as its claims spell it (as in gold where none does)."""

    name: str
    claims: list[Claim]
    gold: dict[str, str]


def birthplaces(folder: Path) -> TruthSet:
    """Gold is a path of places; right is the most specific place on it that anybody claimed."""
    with gzip.open(folder / "birthplaces.claims.csv.gz", "rt", encoding="utf-8", newline="") as file:
        claims = [(row["obj"], row["src"], row["value"]) for row in csv.DictReader(file)]
    with gzip.open(folder / "birthplaces.groundtruths.csv.gz", "rt", encoding="utf-8", newline="") as file:
        paths = {row["obj"]: row["value"] for row in csv.DictReader(file)}
    claimed = {(item, value) for item, _, value in claims}
    gold = {
        item: next((place for place in path.split(",") if (item, place) in claimed), path)
        for item, path in paths.items()
    }
    return TruthSet("birthplaces", claims, gold)


def books(folder: Path, name: str, authors: Callable[[str], str]) -> TruthSet:
    """Author lists as `authors` normalises them; listings without an author are no claims."""
    claims: dict[Claim, None] = {}
    with gzip.open(folder / "book.txt.gz", "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            source, item, _, listed = line.rstrip("\n").split("\t")
            if (value := authors(listed)) and "available" not in value:
                claims[item, source, value] = None
    with gzip.open(folder / "book_golden.txt.gz", "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        gold = {row[0]: authors(row[1]) for row in rows}
    return TruthSet(name, list(claims), gold)


def first_surnames(listed: str) -> str:
    """What stands before the first comma of each part, its last word: crude, as many a pipeline does it."""
    heads = [part.split(",")[0].split() for part in re.split(r"[;/&]|\band\b", listed.lower())]
    words = {re.sub(r"[^a-z]", "", head[-1]) for head in heads if head}
    return "|".join(sorted(words - {""}))


def full_names(listed: str) -> str:
    """First and last names in any order, without initials, titles, roles and brackets."""
    plain = unicodedata.normalize("NFKD", listed)
    plain = "".join(character for character in plain if not unicodedata.combining(character)).lower()
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain)
    plain = re.sub(r"\b(by|authors?|editor|edited|ed|jr|sr|phd|dr|prof|et al|with|illustrator|ii|iii)\b\.?", " ", plain)
    names = {_name(piece) for part in re.split(r"[;/&|]|\band\b", plain) for piece in _people(part)}
    return "|".join(sorted(names - {""}))


def _people(part: str) -> list[str]:
    pieces = [piece.strip() for piece in part.split(",") if re.search(r"[a-z]", piece)]
    if len(pieces) > 1 and len(pieces[0].split()) == 1:
        return [" ".join(pieces[index : index + 2]) for index in range(0, len(pieces), 2)]
    return pieces


def _name(person: str) -> str:
    return " ".join(sorted(word for word in re.findall(r"[a-z]+", person) if len(word) > 1))
