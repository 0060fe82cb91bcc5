"""A message is written as the HTTP contract writes it."""

from clashwire.claims.v1 import claim_pb2
from standalone.message_json import message_json


def test_enums_are_short_words_and_what_is_not_set_is_null() -> None:
    claim = claim_pb2.Claim(
        id="clm_1",
        quote=claim_pb2.Quote(part=claim_pb2.PART_TEXT, start=3, end=9, text="quoted"),
        stance=claim_pb2.STANCE_REPORTS_EVIDENCE,
        places=["Corrin"],
        quantities=[claim_pb2.Quantity(value=12, bound=claim_pb2.BOUND_AT_LEAST)],
    )
    claim.time.start.FromJsonString("2026-03-02T00:00:00Z")
    written = message_json(claim)
    assert written["stance"] == "reports_evidence"
    assert written["quote"] == {"part": "text", "start": 3, "end": 9, "text": "quoted", "media_index": 0}
    assert written["proposition"] is None
    assert written["subtype"] is None
    assert written["modality"] is None
    assert written["places"] == ["Corrin"]
    assert written["responds_to"] == []
    assert written["quantities"][0]["bound"] == "at_least"
    assert written["time"] == {"start": "2026-03-02T00:00:00Z", "end": None}
