"""Evidence as exact integers that grow with time, so that sums never depend on the order of recording.

Decay of old evidence by 2^(-age/H) is the same as growth of new evidence by 2^(+time/H) with one division at read-out.
Stored this way a sum can be added to and subtracted from without a rounding error: the state kept beside the ledger
equals its replay bit for bit.
"""

import math
from datetime import UTC, datetime
from functools import lru_cache

_EPOCH_MICROSECONDS = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp() * 1_000_000)
MICROSECONDS_PER_DAY = 86_400_000_000
_FRACTION_BITS = 48
_ALARM_BITS = 4
"""An alarm leaves a sixteenth of what was known before, as four half-lives would."""


def mass(amount: float, event_us: int, half_life_days: float, generation: int) -> int:
    """Mass of `amount` observations made at `event_us` (microseconds since 1970) after `generation` alarms."""
    whole, growth = _growth(event_us, half_life_days)
    return round(math.ldexp(amount * growth, _FRACTION_BITS)) << (whole + _ALARM_BITS * generation)


def observations(total: int, now_us: int, half_life_days: float, generation: int) -> float:
    """Observations that `total` mass is still worth at `now_us` when `generation` alarms have been raised."""
    divisor, growth = worth_of_one(now_us, half_life_days, generation)
    return total / divisor / growth


@lru_cache(maxsize=1024)
def worth_of_one(now_us: int, half_life_days: float, generation: int) -> tuple[int, float]:
    """Mass of one observation made at `now_us`, as two factors to divide by one after the other."""
    whole, growth = _growth(now_us, half_life_days)
    return 1 << (_FRACTION_BITS + whole + _ALARM_BITS * generation), growth


@lru_cache(maxsize=1024)
def _growth(time_us: int, half_life_days: float) -> tuple[int, float]:
    half_lives = max(0, time_us - _EPOCH_MICROSECONDS) / (half_life_days * MICROSECONDS_PER_DAY)
    whole = math.floor(half_lives)
    return whole, 2.0 ** (half_lives - whole)
