"""Makes the training package of nli-contradiction importable; it is no part of the installed service."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "services" / "nli-contradiction"))
