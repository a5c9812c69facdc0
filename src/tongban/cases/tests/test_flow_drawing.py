"""A flow drawn: every node once, nothing on top of anything, arrows to the right, returns above."""

from __future__ import annotations

from hypothesis import given

from tongban.cases.domain.flow.definition import Flow
from tongban.cases.domain.flow.drawing import drawing_of
from tongban.cases.tests.flows import sound_flows


@given(sound_flows())
def test_whatever_the_flow_the_drawing_is_whole_and_nothing_overlaps(flow: Flow):
    drawn = drawing_of(flow)
    assert [node.code for node in drawn.nodes] == [node.code for node in flow.nodes]
    boxes = {node.code: node.box for node in drawn.nodes}
    for code, box in boxes.items():
        assert 0 < box.x < box.x + box.width < drawn.width
        assert 0 < box.y < box.y + box.height < drawn.height
        for other, there in boxes.items():
            apart = (
                box.x + box.width <= there.x or there.x + there.width <= box.x
                or box.y + box.height <= there.y or there.y + there.height <= box.y
            )  # fmt: skip
            assert code == other or apart
    forth = [(arrow.source, arrow.target) for arrow in drawn.arrows if not arrow.back]
    assert sorted(forth) == sorted((n.code, b.to) for n in flow.nodes for b in n.next)
    for arrow in drawn.arrows:
        start, end = boxes[arrow.source], boxes[arrow.target]
        if arrow.back:
            assert 0 < min(y for _, y in arrow.points) < min(box.y for box in boxes.values())
        else:
            assert start.x + start.width < end.x
            assert arrow.points[-1] == (end.x, end.middle)
        assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in arrow.points)
