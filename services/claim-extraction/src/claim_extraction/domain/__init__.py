"""Attribution, stance, evidence and the resolution of denials, on light parsed sentences."""
