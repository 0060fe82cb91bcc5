"""The identity of a request is bound for a block and handed on."""

import pytest

from service_kit.context import bind_request, call_metadata, current_request_id, current_traceparent

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_given_id_is_bound_inside_the_block_only() -> None:
    with bind_request("req-1", TRACE) as bound:
        assert bound == current_request_id() == "req-1"
        assert current_traceparent() == TRACE
        assert call_metadata() == (("x-request-id", "req-1"), ("traceparent", TRACE))
    assert current_request_id() is None
    assert call_metadata() == ()


@pytest.mark.parametrize("unsafe", [None, "", "a b", "x\ny", "ü", "a" * 129])
def test_a_missing_or_unsafe_id_is_replaced(unsafe: str | None) -> None:
    with bind_request(unsafe) as bound:
        assert bound != unsafe
        assert bound.startswith("req_")


@pytest.mark.parametrize("broken", ["", "00-1-2-3", "not a trace"])
def test_a_broken_traceparent_is_dropped(broken: str) -> None:
    with bind_request("req-1", broken):
        assert current_traceparent() is None


def test_blocks_nest() -> None:
    with bind_request("outer"):
        with bind_request("inner"):
            assert current_request_id() == "inner"
        assert current_request_id() == "outer"
