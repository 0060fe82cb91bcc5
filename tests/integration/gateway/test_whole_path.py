"""Stories through the real gateway and the real services."""

import httpx

STORY = (
    "The harbour ministry of Velden denied on Tuesday that soldiers had entered the port of Marl. "
    "Dockers said soldiers had entered the port of Marl on Monday night."
)
DENIAL = "VELDEN (Reuters) - The harbour ministry of Velden denied that soldiers had entered the port of Marl."
REPORT = "Dockers in the port of Marl said soldiers had entered the port of Marl on Monday night."


def check(http: httpx.Client, *documents: dict[str, object], against: str = "both") -> dict[str, object]:
    response = http.post("/v1/checks", json={"documents": documents, "against": against})
    assert response.status_code == 200, response.text
    answer: dict[str, object] = response.json()
    return answer


def test_a_denial_meets_what_it_denies_with_quotes_verbatim_and_both_sides_weighed(http: httpx.Client) -> None:
    answer = check(http, {"id": "d", "text": STORY, "source": "harborpost.example"}, against="documents")
    [clash] = answer["clashes"]  # type: ignore[misc]
    claims = {claim["id"]: claim for claim in answer["claims"]}  # type: ignore[attr-defined]
    assert clash["id"] is None
    assert clash["kind"] == "denial_vs_assertion"
    assert {side["stance"] for side in clash["sides"]} == {"denies", "asserts"}
    for side in clash["sides"]:
        quote = side["quote"]
        assert quote["text"] == STORY[quote["start"] : quote["end"]]
        assert claims[side["claim_id"]]["document_id"] == "d"
        assert side["reliability"]["speaker"]["status"] in ("ok", "prior_only")
        assert side["reliability"]["publisher"]["source_id"] == "domain:harborpost.example"
        assert all(quote["start"] <= span["start"] < span["end"] <= quote["end"] for span in side["decisive"])
    assert clash["lean"]["status"] in ("leaning", "undetermined")
    assert answer["degraded"] == []
