"""Counted and measured amounts of a proposition: value, bound, unit, what is counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claim_extraction.domain.model import Bound, Quantity, Span
from claim_extraction.domain.numerals import PLURALS, SCALES, number, run_value
from claim_extraction.domain.tokens import Token
from claim_extraction.domain.wordlists import word_set

_AT_LEAST = (
    ("at", "least"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("minimum", "of"),
    ("more", "than"),
    ("over",),
    ("above",),
    ("upwards", "of"),
    ("exceeding",),
    ("exceed",),
    ("exceeded",),
    ("exceeds",),
)
_AT_MOST = (
    ("at", "most"),
    ("no", "more", "than"),
    ("up", "to"),
    ("fewer", "than"),
    ("less", "than"),
    ("under",),
    ("below",),
    ("maximum", "of"),
    ("as", "many", "as"),
    ("nearly",),
    ("almost",),
)
_ABOUT = (
    ("about",),
    ("around",),
    ("some",),
    ("roughly",),
    ("approximately",),
    ("an", "estimated"),
    ("estimated",),
    ("close", "to"),
    ("circa",),
)
_CURRENCY = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rouble": "RUB",
    "ruble": "RUB",
    "rupee": "INR",
    "won": "KRW",
    "franc": "CHF",
}
_PEOPLE = word_set(
    "people villager firefighter farmer teenager adult girl boy baby marcher delegate "
    "person man woman child passenger soldier civilian worker patient resident victim officer pupil "
    "student employee driver protester refugee casualty troop miner fighter nurse teacher voter tourist crew "
    "migrant inmate prisoner hostage guard doctor member demonstrator peacekeeper observer sailor fan "
    "spectator injury death fatality job staff body survivor guest"
)
_MEASURES = {
    "metre": "metre",
    "meter": "metre",
    "m": "metre",
    "kilometre": "kilometre",
    "kilometer": "kilometre",
    "km": "kilometre",
    "mile": "mile",
    "tonne": "tonne",
    "ton": "ton",
    "kg": "kilogram",
    "kilogram": "kilogram",
    "kilo": "kilogram",
    "litre": "litre",
    "liter": "litre",
    "hectare": "hectare",
    "acre": "acre",
    "degree": "degree",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "megawatt": "megawatt",
    "barrel": "barrel",
    "foot": "foot",
    "inch": "inch",
    "gram": "gram",
    "ounce": "ounce",
}
_COINS = word_set(
    "crown mark thaler taler florin guilder ducat dinar peso lira krona krone shekel zloty forint baht dirham rial "
    "riyal shilling drachma lev hryvnia tenge naira cedi birr kwacha escudo real sovereign denar leva kroner kronor lei"
)
_MEMBERS = frozenset({"member", "piece", "item", "copy", "sort", "kind", "type"})
_REMAINS = frozenset({"body", "corpse"})
_HUMAN_FATES = word_set(
    "killed dead died missing injured hurt wounded arrested detained injury death fatality hospitalised displaced"
    " evacuated rescued drowned trapped"
)
_LARGEST_WHOLE = 100
_NO_AMOUNTS = word_set("TIME ORDINAL LAW PRODUCT FAC EVENT")
_NUMBERED = word_set("flight number platform runway route hill room article page phase chapter unit line bus no")
_HAPPENED = word_set(
    "die kill dead injure hurt wound miss arrest detain displace evacuate treat infect rescue drown trap "
    "attend vote strike recover lose sell build destroy damage close hospitalise sack employ test fire launch "
    "escape spend pay board aboard carry affect"
)


def quantities(tokens: Sequence[Token], as_of: datetime | None = None) -> tuple[Quantity, ...]:
    """Amounts in order; years, dates, times of day, ages, ordinals and numbers in names are left out."""
    found: list[Quantity] = []
    position = 0
    while position < len(tokens):
        read = _read(tokens, position)
        if read is None:
            position += 1
            continue
        value, used, plural = read
        if not _is_amount(tokens, position, used, value):
            position += max(used, 1)
            continue
        whole, used = _whole(tokens, position, used, value)
        upper, used = _upper(tokens, position, used)
        if whole:
            share = _quantity(tokens, position, used, 100 * value / whole, None, plural=False, as_of=as_of)
            found.append(replace(share, unit="percent"))
        else:
            found.append(_quantity(tokens, position, used, value, upper, plural=plural, as_of=as_of))
        position += used
    return tuple(found)


def _read(tokens: Sequence[Token], position: int) -> tuple[float, int, bool] | None:
    token = tokens[position]
    if token.lower in PLURALS and token.pos in {"NOUN", "NUM"}:
        return PLURALS[token.lower], 1, token.lower != "dozen"
    after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    if token.lower == "half" and (after == "of" or token.dep in {"nsubj", "nsubjpass", "dobj"}):
        return 50.0, 1, False
    if token.pos not in {"NUM", "NOUN", "PROPN", "ADJ", "X", "SYM"} and number(token.text) is None:
        return None
    words = [t.text for t in tokens[position : position + 8]]
    found = run_value(words)
    if found is None or (token.lower == "one" and token.pos != "NUM"):
        return None
    return found[0], found[1], False


def _is_amount(tokens: Sequence[Token], position: int, used: int, value: float) -> bool:
    token = tokens[position]
    after = tokens[position + used] if position + used < len(tokens) else None
    before = tokens[position - 1] if position else None
    if token.entity == "DATE":
        return _lasts(before, after)
    if token.entity in _NO_AMOUNTS or (token.entity in {"ORG", "GPE", "PERSON"} and token.pos == "PROPN"):
        return False
    if after is not None and after.lower in {"am", "pm", "a.m.", "p.m.", "o'clock"}:
        return False
    currency = before is not None and before.text in _CURRENCY
    counts_noun = after is not None and after.is_noun
    if before is not None and not counts_noun and not currency and (before.pos == "PROPN" or before.lemma in _NUMBERED):
        return False
    aged = before is not None and before.text == "," and (after is None or after.text == ",")
    plain = value == int(value) and "," not in token.text and not counts_noun and not currency
    return not (aged or (plain and 1500 <= value <= 2100))


def _lasts(before: Token | None, after: Token | None) -> bool:
    """A length of time: "for three weeks", "at least two days"."""
    unit = after is not None and after.lemma in {"day", "week", "month", "year", "hour"}
    return unit and before is not None and before.lower in {"least", "than", "for", "about", "on"}


def _whole(tokens: Sequence[Token], position: int, used: int, value: float) -> tuple[float | None, int]:
    """The ten of "three in ten drivers" and "nine out of ten", with how many words the share takes."""
    link = [t.lower for t in tokens[position + used : position + used + 2]]
    after = position + used + (2 if link == ["out", "of"] else 1)
    if after >= len(tokens) or not (link == ["out", "of"] or link[:1] == ["in"]):
        return None, used
    whole = number(tokens[after].text)
    behind = tokens[after + 1] if after + 1 < len(tokens) else None
    lasting = behind is not None and (behind.lemma in _MEASURES or behind.lemma in SCALES)
    if whole is None or not 0 < value < whole <= _LARGEST_WHOLE or lasting or tokens[after].entity == "DATE":
        return None, used
    return whole, after + 1 - position


def _upper(tokens: Sequence[Token], position: int, used: int) -> tuple[float | None, int]:
    before = tokens[position - 1].lower if position else ""
    link = position + used
    if (
        link + 1 < len(tokens)
        and tokens[link].lower in {"to", "and", "-", "\u2013"}
        and (tokens[link].lower != "and" or before == "between")
    ):
        second = run_value([t.text for t in tokens[link + 1 : link + 6]])
        priced = before in _CURRENCY and tokens[link + 1].text not in _CURRENCY and tokens[link].lower == "to"
        if (
            second is not None
            and not priced
            and (before in {"between", "from"} or tokens[link].lower in {"-", "\u2013", "to"})
        ):
            return second[0], used + 1 + second[1]
    return None, used


def _quantity(
    tokens: Sequence[Token],
    position: int,
    used: int,
    value: float,
    upper: float | None,
    *,
    plural: bool,
    as_of: datetime | None,
) -> Quantity:
    unit, noun = _unit(tokens, position, used)
    if value == 50.0 and tokens[position].lower == "half":
        unit = "percent"
    bound = (
        Bound.RANGE
        if upper is not None
        else Bound.AT_LEAST
        if plural and tokens[position].lower != "couple"
        else _bound(tokens, position)
    )
    shared = _shared_out(tokens, position + used) if unit == "percent" else ""
    of = "dead" if noun in _REMAINS else shared or _counted(tokens, position, used, noun)
    if not unit and of in _HUMAN_FATES:
        unit = "people"
    token, last = tokens[position], tokens[position + used - 1]
    span = Span(token.start, last.end) if token.end <= last.end else Span(token.start, token.end)
    return Quantity(value, bound, unit, of, upper, as_of, span)


def _bound(tokens: Sequence[Token], position: int) -> Bound:
    before = [t.lower for t in tokens[max(0, position - 4) : position] if t.text not in _CURRENCY]
    for phrases, bound in ((_AT_LEAST, Bound.AT_LEAST), (_AT_MOST, Bound.AT_MOST), (_ABOUT, Bound.ABOUT)):
        for phrase in sorted(phrases, key=len, reverse=True):
            if tuple(before[-len(phrase) :]) == phrase:
                longer = ("no", *phrase)
                if bound is Bound.AT_LEAST and tuple(before[-len(longer) :]) == longer:
                    return Bound.AT_MOST
                return bound
    return Bound.EXACTLY


def _unit(tokens: Sequence[Token], position: int, used: int) -> tuple[str, str]:
    """Unit and the counted noun behind a number."""
    if position and tokens[position - 1].text in _CURRENCY:
        return _CURRENCY[tokens[position - 1].text], ""
    for token in tokens[position + used : position + used + 5]:
        lemma = token.lemma
        if token.lower in {"%", "percent"} or lemma == "percent" or (token.lower == "cent" and lemma == "cent"):
            return "percent", ""
        if lemma in _CURRENCY:
            return _CURRENCY[lemma], ""
        if (lemma in _MEASURES or lemma in _COINS) and token.pos in {"NOUN", "PROPN"}:
            return _MEASURES.get(lemma, lemma), ""
        if (
            token.lower in SCALES
            or token.pos in {"ADJ", "NUM"}
            or token.lower in {"of", "per", "the", "a", "more", "other", "all", "or", "so"}
            or token.dep in {"compound", "poss"}
            or token.tag == "POS"
        ):
            continue
        if token.pos in {"NOUN", "PROPN"}:
            if lemma in _MEMBERS and _followed_by_of(tokens, token):
                continue
            return ("people" if lemma in _PEOPLE else lemma), lemma
        break
    return "", ""


def _with_particle(tokens: Sequence[Token], token: Token) -> bool:
    """Reads "carried out", "lost out": another verb than the bare one."""
    after = next((t for t in tokens if t.start > token.start), None)
    return after is not None and after.lower in {"out", "on", "off"} and after.dep == "prt"


def _followed_by_of(tokens: Sequence[Token], token: Token) -> bool:
    after = next((t for t in tokens if t.start > token.start), None)
    return after is not None and after.lower == "of"


def _number_of(before: Sequence[Token]) -> str:
    """Lemma of X in "the number of X … was", empty where no such phrase stands before an amount."""
    for order, token in enumerate(before[:-2]):
        if token.lemma == "number" and before[order + 1].lower == "of":
            return next((t.lemma for t in before[order + 2 :] if t.pos == "NOUN" and t.dep != "compound"), "")
    return ""


def _shared_out(tokens: Sequence[Token], after: int) -> str:
    """Lemma of N in "95% of the city's drivers", "half of N"; empty where no "of" stands next to a share."""
    opens = next((i for i in range(after, min(after + 3, len(tokens))) if tokens[i].lower == "of"), None)
    if opens is None or any(t.pos not in {"NOUN", "SYM", "ADP"} for t in tokens[after:opens]):
        return ""
    owned = [t.tag == "POS" or t.lower in {"'s", "\u2019s"} for t in tokens]
    for order in range(opens + 1, min(opens + 7, len(tokens))):
        plain = tokens[order].pos == "NOUN" and tokens[order].dep != "compound"
        if plain and not (order + 1 < len(tokens) and owned[order + 1]):
            return tokens[order].lemma
    return ""


def _noun_before(tokens: Sequence[Token], position: int) -> str:
    """Lemma of the nearest noun before an amount, "cost" where something costs it."""
    near = tokens[max(0, position - 8) : position]
    if any(t.lemma == "cost" and t.is_verb for t in near[-4:]):
        return "cost"
    found = next((t.lemma for t in reversed(near) if t.pos == "NOUN" and t.entity not in {"DATE", "TIME"}), "")
    opens = bool(tokens) and position > 1 and tokens[0].pos == "PROPN" and tokens[1].pos == "ADP"
    return found or (tokens[0].lower if opens else "")


def _counted(tokens: Sequence[Token], position: int, used: int, noun: str) -> str:
    """What is counted: the state the counted are said to be in, else the noun."""
    for order, token in enumerate(tokens[position + used : position + used + 12], start=position + used):
        if token.lemma == "lose" and any(t.lemma == "life" for t in tokens[order + 1 : order + 4]):
            return "dead"
        if token.lemma in _HAPPENED and token.pos in {"VERB", "ADJ", "NOUN"} and not _with_particle(tokens, token):
            return token.lemma if token.pos != "VERB" else token.lower
        if token.text in {";", ":"} or token.pos == "SCONJ":
            break
    if not noun or noun in {"people", "person"}:
        done = [t for t in tokens[max(0, position - 4) : position] if t.lemma in _HAPPENED and t.pos == "VERB"]
        if done:
            return done[-1].lower
    if noun and noun not in {"people", "person"}:
        return noun
    return _number_of(tokens[:position]) or _noun_before(tokens, position) or noun
