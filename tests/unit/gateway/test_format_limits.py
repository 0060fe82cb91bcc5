"""Bounds of formats of the trade, each of which an operator may set."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.reader import FormatReader
from gateway.api.bodies import parse_json
from gateway.domain.incoming import Body, Given
from service_kit.errors import ServiceError
from tests.unit.gateway.reading_formats import feed

STORY = "The harbour ministry denied that soldiers had entered the port of Marl."


@pytest.mark.parametrize(
    ("limits", "content", "media_type", "reason"),
    [
        ({"markup_characters": 20}, "<p>" + STORY, "text/html", "BODY_TOO_LARGE"),
        ({"markup_elements": 3}, f"<p>{STORY}<p>{STORY}", "text/html", "TOO_MANY_ELEMENTS"),
        ({"markup_elements": 3}, feed(1, "&lt;p&gt;a" * 3).decode(), "text/xml", "TOO_MANY_ELEMENTS"),
        ({"xml_elements": 3}, feed(1, "x").decode(), "text/xml", "TOO_MANY_ELEMENTS"),
        ({"xml_depth": 2}, feed(1, "x").decode(), "text/xml", "NESTED_TOO_DEEPLY"),
        ({"xml_attributes": 1}, '<rss a="" b=""/>', "text/xml", "TOO_MANY_ATTRIBUTES"),
    ],
)
async def test_every_bound_of_markup_is_a_setting_that_the_problem_names(
    limits: dict[str, int], content: str, media_type: str, reason: str
) -> None:
    reader = FormatReader(ThreadPoolExecutor(1), parse_json, FormatLimits(**limits))
    with pytest.raises(ServiceError) as refusal:
        await reader.read(Body(content.encode(), media_type), Given())
    [limit] = limits.values()
    assert (refusal.value.reason, refusal.value.limit) == (reason, limit)
    assert str(limit) in refusal.value.message
