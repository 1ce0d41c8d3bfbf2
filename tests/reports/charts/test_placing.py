"""Names are set beside their points, over no other name and no point."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts.placing import Wanted, place, steps
from reports.charts.shapes import Frame

ROOM = Frame(0, 0, 600, 400)


def point(wanted: Wanted) -> Frame:
    return Frame(wanted.x - wanted.radius, wanted.y - wanted.radius, wanted.x + wanted.radius, wanted.y + wanted.radius)


def check(wanted, taken, placed) -> None:
    frames = [spot.frame for spot in placed if spot]
    for number, frame in enumerate(frames):
        assert ROOM.holds(frame)
        assert not any(frame.meets(other) for other in frames[number + 1 :])
        assert not any(frame.meets(other) for other in taken)
        assert not any(frame.meets(point(other)) for other in wanted)
    for spot in placed:
        if spot and spot.leader:
            assert not any(step.meets(frame) for step in steps(*spot.leader) for frame in frames if frame != spot.frame)


def test_a_lone_point_has_its_name_at_its_right():
    wanted = [Wanted(100, 100, 5, 60, 13)]
    (spot,) = place(wanted, [], ROOM)
    assert spot.leader is None
    assert spot.frame.left == 108
    assert spot.frame.top <= 100 <= spot.frame.bottom


def test_at_the_edge_the_name_turns_inwards():
    (spot,) = place([Wanted(590, 100, 5, 60, 13)], [], ROOM)
    assert spot.frame.right <= 590


def test_a_name_whose_surroundings_are_taken_is_led_to():
    wanted = [Wanted(300, 200, 5, 60, 13)]
    (spot,) = place(wanted, [Frame(284, 188, 316, 212), Frame(308, 150, 420, 250), Frame(180, 150, 292, 250)], ROOM)
    assert spot.leader is not None
    check(wanted, [], [spot])


def test_a_name_without_any_place_has_none():
    assert place([Wanted(300, 200, 5, 60, 13)], [Frame(0, 0, 600, 400)], ROOM) == (None,)
    assert place([], [], ROOM) == ()


def test_many_on_one_spot():
    wanted = [Wanted(300, 200, 5, 50, 13)] * 21
    placed = place(wanted, [], ROOM)
    check(wanted, [], placed)
    assert sum(1 for spot in placed if spot) >= 12


WANTED = st.lists(
    st.builds(Wanted, st.integers(8, 592), st.integers(8, 392), st.just(5), st.integers(10, 120), st.just(13)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(WANTED)
def test_any_crowd(wanted):
    taken = [Frame(0, 0, 200, 20)]
    check(wanted, taken, place(wanted, taken, ROOM))
