"""Time ranges of propositions: dates, weekdays, times of day and relative expressions against an anchor."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from claim_extraction.domain.model import TimeRange

_MONTHS = {
    m: i
    for i, m in enumerate(
        [
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
        ],
        1,
    )
}
_MONTHS |= {m[:3]: i for m, i in list(_MONTHS.items())} | {"sept": 9}
WEEKDAYS = {d: i for i, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b|\b(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)\b(?!\s?(?:%|percent|million|billion|metres?|tonnes?))|\b(?P<noon>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"\b(?:(?P<first>\d{{1,2}}) ?(?:to|and|until|till|-|\u2013) ?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}"
    r"(?:,? (?P<year>\d{4}))?\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b{_MONTH} (?:(?P<first>\d{{1,2}}) ?(?:to|until|till|-|\u2013) ?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:,? (?P<year>\d{4}))?\b(?! ?(?:%|percent))",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"\b(?:(?P<rel>last|next|this|since|in|by|until|from|late|early|mid) )(?:early |late |mid-?)?{_MONTH}"
    r"(?: (?P<year>\d{4}))?\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_YEAR = re.compile(r"\b(?:in|since|by|during|until|of|from) (?P<year>1[6-9]\d{2}|20\d{2})\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:(?P<rel>last|next|this) )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<word>yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night)\b", re.IGNORECASE
)
_PERIOD = re.compile(
    r"\b(?P<rel>last|this|next|past|previous) (?P<unit>week|month|year|weekend|summer|winter|spring|autumn|quarter)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<count>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten) (?P<unit>hour|day|week|month|year)s?"
    r" (?:ago|earlier)\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\d|day\b|night\b|noon|morrow|yester|\bago\b|earlier"
    r"|\b(?:this|last|next|past|previous|in|since|by|until|from|late|early|mid) \w",
    re.IGNORECASE,
)
_COUNTS = dict(
    zip(
        ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        strict=True,
    )
)
_FUTURE = re.compile(r"\b(?:will|shall|would|plans?|expected|due|going to)\b", re.IGNORECASE)


def time_of(text: str, anchor: datetime | None) -> TimeRange | None:
    """The range a proposition's own words give, most specific date first, narrowed by a time of day; UTC."""
    if not _HINT.search(text):
        return None
    day = _day(text, anchor)
    if day is not None:
        clock = _clock(text)
        return _narrowed(day, clock) if clock is not None and day.end - day.start <= timedelta(days=1) else day
    for reader in (_year, _period):
        found = reader(text, anchor)
        if found is not None:
            return found
    clock = _clock(text)
    return _narrowed(_whole_day(anchor), clock) if clock is not None and anchor is not None else None


def _day(text: str, anchor: datetime | None) -> TimeRange | None:
    readers: tuple[Callable[[str, datetime | None], TimeRange | None], ...] = (
        _dated,
        _relative,
        _weekday,
        _ago,
        _month,
    )
    return next((found for reader in readers if (found := reader(text, anchor)) is not None), None)


def _dated(text: str, anchor: datetime | None) -> TimeRange | None:
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY):
        match = pattern.search(text)
        if match is None:
            continue
        month = int(match["month"]) if pattern is _ISO else _MONTHS[match["month"].lower()]
        year = int(match["year"]) if match["year"] else _likely_year(month, int(match["day"]), text, anchor)
        first = match["day"] if pattern is _ISO else match["first"] or match["day"]
        try:
            days = [datetime(year, month, int(day), tzinfo=UTC) for day in (first, match["day"])] if year else []
            return TimeRange(days[0], days[1] + timedelta(days=1)) if days and days[0] <= days[1] else None
        except ValueError:
            return None
    return None


def _likely_year(month: int, day: int, text: str, anchor: datetime | None) -> int | None:
    if anchor is None:
        return None
    if _FUTURE.search(text):
        return anchor.year if (month, day) >= (anchor.month, anchor.day) else anchor.year + 1
    return anchor.year if (month, day) <= (anchor.month, anchor.day + 1) else anchor.year - 1


def _relative(text: str, anchor: datetime | None) -> TimeRange | None:
    match = _RELATIVE.search(text)
    if match is None or anchor is None:
        return None
    word = match["word"].lower()
    shift = -1 if word in {"yesterday", "last night"} else 1 if word == "tomorrow" else 0
    return _whole_day(anchor + timedelta(days=shift))


def _weekday(text: str, anchor: datetime | None) -> TimeRange | None:
    match = _WEEKDAY.search(text)
    if match is None or anchor is None:
        return None
    back = (anchor.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    relation = (match["rel"] or "").lower()
    if relation == "next" or (_FUTURE.search(text) and relation != "last"):
        return _whole_day(anchor + timedelta(days=(7 - back) or 7))
    if relation == "last" and back == 0:
        back = 7
    return _whole_day(anchor - timedelta(days=back))


def _ago(text: str, anchor: datetime | None) -> TimeRange | None:
    match = _AGO.search(text)
    if match is None or anchor is None:
        return None
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    unit = match["unit"].lower()
    if unit == "hour":
        start = anchor - timedelta(hours=count)
        return TimeRange(start, start + timedelta(hours=1))
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    if count * days > 365 * 500:
        return None
    start = _midnight(anchor - timedelta(days=count * days))
    return TimeRange(start, start + timedelta(days=days if unit != "week" else 7))


def _month(text: str, anchor: datetime | None) -> TimeRange | None:
    match = _MONTH_ONLY.search(text)
    if match is None:
        return None
    month = _MONTHS[match["month"].lower()]
    if match["year"]:
        year: int | None = int(match["year"])
    else:
        year = _likely_year(month, 1, text, anchor)
        if year is not None and match["rel"].lower() == "next":
            year = anchor.year + (month <= anchor.month) if anchor else None
    if year is None:
        return None
    start = datetime(year, month, 1, tzinfo=UTC)
    return TimeRange(start, datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC))


def _year(text: str, _anchor: datetime | None) -> TimeRange | None:
    match = _YEAR.search(text)
    if match is None:
        return None
    year = int(match["year"])
    return TimeRange(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def _period(text: str, anchor: datetime | None) -> TimeRange | None:
    match = _PERIOD.search(text)
    if match is None or anchor is None:
        return None
    unit, relation = match["unit"].lower(), match["rel"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1}[relation]
    today = _midnight(anchor)
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return TimeRange(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=7))
    if unit == "month":
        index = today.year * 12 + today.month - 1 + shift
        first = datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC)
        return TimeRange(first, datetime((index + 1) // 12, (index + 1) % 12 + 1, 1, tzinfo=UTC))
    year = today.year + shift
    return TimeRange(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def _clock(text: str) -> tuple[int, int] | None:
    match = _CLOCK.search(text)
    if match is None or text[: match.start()].lower().endswith(("until ", "between ", "from ", "till ", "by ")):
        return None
    if match["noon"]:
        return (0, 0) if match["noon"].lower() == "midnight" else (12, 0)
    if match["hour24"]:
        return int(match["hour24"]), int(match["minute24"])
    hour = int(match["hour"])
    if hour > 12:
        return None
    return hour % 12 + (12 if match["half"].lower() == "p" else 0), int(match["minute"] or 0)


def _narrowed(day: TimeRange, clock: tuple[int, int]) -> TimeRange:
    start = day.start.replace(hour=clock[0], minute=clock[1])
    return TimeRange(start, start + timedelta(minutes=1))


def _whole_day(moment: datetime | None) -> TimeRange:
    start = _midnight(moment or datetime(1970, 1, 1, tzinfo=UTC))
    return TimeRange(start, start + timedelta(days=1))


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
