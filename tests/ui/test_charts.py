"""Geometry of the small charts: where values lie, as texts for SVG."""

from decimal import Decimal

import pytest

from ui.charts import Scale, bullet, nice_end, spark, stack, svg


def numbers_or_none(*numbers):
    return [None if number is None else Decimal(number) for number in numbers]


def test_positions_are_texts_with_a_point_whatever_the_locale():
    assert [svg(position) for position in numbers_or_none("82.5", "100", "0", "33.333")] == [
        "82.5",
        "100",
        "0",
        "33.33",
    ]


@pytest.mark.parametrize("value, at", [("0", 0), ("25", 25), ("100", 100), ("130", 100), ("-5", 0)])
def test_a_value_beyond_the_scale_stays_within_the_chart(value, at):
    assert Scale(Decimal(0), Decimal(100)).at(Decimal(value)) == at


@pytest.mark.parametrize("largest, end", [
    ("37", "50"), ("1230", "1500"), ("400", "500"), ("0.4", "0.5"), ("9", "12"), ("87", "120"), ("0", "1"), ("-3", "1"),
])  # fmt: skip
def test_an_open_scale_ends_at_a_round_number_beyond_the_largest_value(largest, end):
    assert nice_end(Decimal(largest)) == Decimal(end)


def test_higher_is_better_the_met_band_lies_right_of_the_target():
    bar = bullet(value=Decimal(60), target=Decimal(80), tolerance=Decimal(5), end=Decimal(100), label="", tone="behind")
    assert (bar.bar, bar.target, bar.upper) == ("60", "80", None)
    assert (bar.met_x, bar.met_width) == ("80", "20")
    assert (bar.near_x, bar.near_width) == ("75", "25")


def test_lower_is_better_the_met_band_lies_left_of_the_target():
    bar = bullet(
        value=Decimal(400), target=Decimal(320), tolerance=Decimal(32), lower_is_better=True, label="", tone="bad"
    )
    assert (bar.start, bar.end) == (0, 500)
    assert (bar.bar, bar.target) == ("80", "64")
    assert (bar.met_x, bar.met_width) == ("0", "64")
    assert (bar.near_x, bar.near_width) == ("0", "70.4")


def test_between_two_bounds_the_near_band_surrounds_the_met_band():
    bar = bullet(
        value=Decimal(50), target=Decimal(40), upper=Decimal(60), tolerance=Decimal(5), end=Decimal(100), label="", tone="good"
    )  # fmt: skip
    assert (bar.target, bar.upper) == ("40", "60")
    assert (bar.met_x, bar.met_width, bar.near_x, bar.near_width) == ("40", "20", "35", "30")


def test_no_value_draws_no_bar_but_keeps_the_target():
    bar = bullet(value=None, target=Decimal(80), end=Decimal(100), label="", tone="empty")
    assert bar.bar is None
    assert bar.target == "80"


def test_a_scale_that_does_not_begin_at_zero_shows_a_dot_since_a_bar_would_lie():
    assert bullet(
        value=Decimal(97), target=Decimal(98), start=Decimal(90), end=Decimal(100), label="", tone="near"
    ).is_dot
    assert not bullet(value=Decimal(97), target=Decimal(98), end=Decimal(100), label="", tone="near").is_dot


def test_a_value_above_the_end_widens_the_scale():
    bar = bullet(value=Decimal(120), target=Decimal(100), end=Decimal(100), label="", tone="good")
    assert bar.end == 120
    assert bar.bar == "100"


def test_an_unknown_report_leaves_a_gap_in_the_course():
    line = spark(numbers_or_none(10, None, 30, 40), label="")
    assert len(line.this_year) == 1
    assert line.this_year[0].startswith("62.67,")
    assert line.lone_points == [("4", "24")]
    assert line.last_point == ("92", "4")


def test_this_year_keeps_its_place_beside_a_longer_last_year():
    line = spark(numbers_or_none(10, 20), numbers_or_none(5, 10, 15, 20), label="")
    assert line.this_year == ["4,17.33 33.33,4"]
    assert line.last_point == ("33.33", "4")


def test_the_target_has_a_height_of_its_own():
    assert spark(numbers_or_none(0, 50), target=Decimal(100), label="").target == "4"
    assert spark(numbers_or_none(0, 50), label="").target is None


def test_a_course_that_never_changes_lies_in_the_middle():
    assert spark(numbers_or_none(7, 7), label="").this_year == ["4,14 92,14"]


def test_a_course_of_which_nothing_is_known_is_empty():
    line = spark(numbers_or_none(None, None), label="")
    assert (line.this_year, line.lone_points, line.last_point) == ([], [], None)


def test_a_course_without_reports_is_empty():
    assert spark([], label="").last_point is None


def test_parts_of_a_whole_lie_side_by_side_and_fill_it():
    parts = stack([("Đạt", "✓", "good", 3), ("Cần chú ý", "△", "near", 0), ("Không đạt", "✕", "bad", 1)])
    assert [(part.x, part.width) for part in parts] == [("0", "75"), ("75", "0"), ("75", "25")]


def test_a_whole_of_nothing_has_no_width():
    assert [part.width for part in stack([("Đạt", "✓", "good", 0)])] == ["0"]
