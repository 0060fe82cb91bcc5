"""Clock times, days, months and years that a sentence names, and whether two sentences can mean one moment."""

import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_MERIDIEM = re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_TWENTY_FOUR = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b(?!\s*(?:%|per|million|billion|[ap]\.?m))")
_O_CLOCK = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_HOURS)})\s+o['\u2019]clock\b", re.IGNORECASE)
_PART = r"(?:in the (morning|afternoon|evening)|at (night))"
_WORDED = re.compile(
    rf"\b(?:(five|ten|quarter|twenty|twenty-five|half)(?: minutes)? (past|to) )?({'|'.join(_HOURS)}) {_PART}",
    re.IGNORECASE,
)
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_NAMED = re.compile(r"\b(noon|midday|midnight)\b", re.IGNORECASE)
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b({_DAY}(?:, {_DAY})*(?:,? and {_DAY})?)(?:\s+of)?\s+({_MONTH})\b|\b({_MONTH})\s+({_DAY})\b(?!\s*%)"
)
_MONTH_NAME = re.compile(rf"\b({_MONTH})\b")
_BEFORE_YEAR = "in|of|since|until|by|during|from|before|after|the|year|early|late"
_YEAR = re.compile(rf"\b(?:(?:{_BEFORE_YEAR})\s+|(?:{_MONTH})\s+)(1[89]\d\d|20\d\d)\b(?!\s*(?:%|[a-z]+s\b))")
_DAY_NAME = re.compile(rf"\b({'|'.join(d.capitalize() for d in _DAYS)})s?\b")


@dataclass(frozen=True, slots=True)
class Moments:
    """Minutes of the day (0 to 1439), days as (month, day), months, years, weekdays; empty where not named."""

    clocks: frozenset[int]
    dates: frozenset[tuple[int, int]]
    months: frozenset[int]
    years: frozenset[int]
    weekdays: frozenset[str]

    @property
    def names_days(self) -> bool:
        return bool(self.dates or self.weekdays or self.months or self.years)

    def differ(self, other: "Moments") -> bool:
        """Whether both name days, months or years, and at the finest level they share none is common."""
        for mine, theirs in ((self.dates, other.dates), (self.weekdays, other.weekdays)):
            if mine and theirs:
                return not mine & theirs
        if self.months and other.months and not self.months & other.months:
            return True
        return bool(self.years and other.years and not self.years & other.years)


@lru_cache(maxsize=8192)
def moments(text: str) -> Moments:
    dates = frozenset(date for match in _DATE.finditer(text) for date in _dates(match))
    named = frozenset(_MONTHS.index(m.lower()) + 1 for m in _MONTH_NAME.findall(text))
    years = frozenset(int(year) for year in _YEAR.findall(text))
    weekdays = frozenset(day.lower() for day in _DAY_NAME.findall(text))
    return Moments(_clocks(text), dates, named, years, weekdays)


def _dates(match: re.Match[str]) -> list[tuple[int, int]]:
    days, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    return [(_MONTHS.index(month.lower()) + 1, int(day)) for day in re.findall(r"\d+", days)]


def _clocks(text: str) -> frozenset[int]:
    found = {_minute(int(m[1]), int(m[2] or 0), m[3].lower()) for m in _MERIDIEM.finditer(text)}
    if not found:
        found = {int(m[1]) * 60 + int(m[2]) for m in _TWENTY_FOUR.finditer(text) if _reads_as_clock(text, m)}
    for match in _O_CLOCK.finditer(text):
        word = match[1].lower()
        found.add((int(word) if word.isdigit() else _HOURS.index(word) + 1) * 60 % 1440)
    found |= {_worded(match) for match in _WORDED.finditer(text)}
    found |= {0 if m[1].lower() == "midnight" else 720 for m in _NAMED.finditer(text)}
    return frozenset(minute for minute in found if 0 <= minute < 1440)


def clock_words(text: str) -> tuple[str, ...]:
    """The clock times of a text as they are written in it."""
    found = [match for form in (_MERIDIEM, _O_CLOCK, _WORDED, _NAMED) for match in form.finditer(text)]
    found += [match for match in _TWENTY_FOUR.finditer(text) if _reads_as_clock(text, match)]
    return tuple(match.group().rstrip(".") for match in sorted(found, key=re.Match.start))


def without_worded_clocks(text: str) -> str:
    """The text without its clock times in words, whose "afternoon" and "evening" set no other scope than the hour."""
    return _WORDED.sub(" ", text)


def _worded(match: re.Match[str]) -> int:
    """Reads "ten past four in the afternoon", "about seven in the evening"."""
    part = (match[4] or match[5]).lower()
    minutes = _MINUTES[match[1].lower()] * (1 if match[2].lower() == "past" else -1) if match[1] else 0
    hour = (_HOURS.index(match[3].lower()) + 1) % 12 + (0 if part == "morning" else 12)
    return (hour * 60 + minutes) % 1440


def _reads_as_clock(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rstrip().lower()
    return ":" in match[0] or before.endswith(
        (" at", " from", " until", " by", " since", " around", " about", "before", "after")
    )


def _minute(hour: int, minute: int, half: str) -> int:
    return (hour % 12 + (12 if half == "p" else 0)) * 60 + minute


def clock_gap_minutes(a: frozenset[int], b: frozenset[int]) -> int | None:
    """Least distance in minutes round the clock, None where either names none."""
    if not a or not b:
        return None
    return min(min(abs(x - y), 1440 - abs(x - y)) for x in a for y in b)
