"""Numbers written in digits or words."""

import re

_UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
    "mn": 1e6,
    "tn": 1e12,
}
PLURALS = {
    "dozen": 12.0,
    "dozens": 24.0,
    "hundreds": 200.0,
    "thousands": 2000.0,
    "millions": 2e6,
    "billions": 2e9,
    "scores": 40.0,
    "score": 20.0,
    "couple": 2.0,
}
_DIGITS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_ATTACHED = re.compile(r"^[$€£¥₩]?(\d[\d,]*(?:\.\d+)?)(k|m|bn|mn|tn)?$", re.IGNORECASE)


def number(text: str) -> float | None:
    """Value of one word: "12", "1,400", "2.5bn", "twelve", "twenty-one"; None for anything else."""
    lower = text.lower()
    if lower in _UNITS:
        return float(_UNITS[lower])
    if lower in _TENS:
        return float(_TENS[lower])
    attached = _ATTACHED.match(lower)
    if attached:
        return float(attached.group(1).replace(",", "")) * SCALES.get(attached.group(2) or "", 1.0)
    if _DIGITS.fullmatch(lower):
        return float(lower.replace(",", ""))
    tens, dash, unit = lower.partition("-")
    if dash and tens in _TENS and unit in _UNITS:
        return float(_TENS[tens] + _UNITS[unit])
    return None


def run_value(words: list[str]) -> tuple[float, int] | None:
    """Value of the number that a list of words begins with, and how many words it takes."""
    total, current, used = 0.0, None, 0
    for word in words:
        lower = word.lower().rstrip(".")
        value = number(lower)
        if value is not None and (
            current is None or (value < 100 and current >= 20 and current % 10 == 0 and current < 100)
        ):
            current = value if current is None else current + value
        elif lower in SCALES and len(lower) > 2 and current is not None:
            current *= SCALES[lower]
            if SCALES[lower] >= 1e3:
                total, current = total + current, None
        elif lower in SCALES and current is not None and len(lower) <= 2 and used:
            current *= SCALES[lower]
        elif value is not None and current is not None and current >= 100 and value < current:
            current += value
        elif (
            lower == "and"
            and current is not None
            and current >= 100
            and current % 100 == 0
            and used + 1 < len(words)
            and number(words[used + 1]) is not None
        ):
            pass
        else:
            break
        used += 1
    if used == 0:
        return None
    return total + (current or 0.0), used
