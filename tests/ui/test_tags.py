"""What template filters and tags write."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from ui.states import STATES, state


def drawn(source, **context):
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize("source, value, text", [
    ("{{ x|number }}", Decimal("1234.50"), "1.234,5"),
    ("{{ x|number:1 }}", Decimal("97"), "97,0"),
    ("{{ x|number }}", 0, "0"),
    ("{{ x|number }}", None, "–"),
    ("{{ x|percent }}", Decimal("97.260"), "97,26%"),
    ("{{ x|percent:1 }}", Decimal("97.26"), "97,3%"),
    ("{{ x|percent }}", None, "–"),
    ("{{ x|day }}", date(2026, 1, 5), "05/01/2026"),
    ("{{ x|day }}", datetime(2026, 1, 4, 18, 0, tzinfo=UTC), "05/01/2026"),
    ("{{ x|day }}", None, "chưa rõ"),
    ("{{ x|moment }}", datetime(2026, 1, 4, 18, 5, tzinfo=UTC), "01:05 ngày 05/01/2026"),
    ("{{ x|moment }}", None, "chưa rõ"),
    ("{{ x|or_unknown }}", "", "chưa rõ"),
    ("{{ x|or_unknown }}", 0, "0"),
    ("{{ x|or_unknown }}", "Nguyễn Văn A", "Nguyễn Văn A"),
    ("{{ x|file_size }}", 348_160, "340 KB"),
    ("{{ x|file_size }}", 2_516_582, "2,4 MB"),
])  # fmt: skip
def test_a_value_reads_as_officials_write_it(source, value, text):
    assert drawn(source, x=value) == text


def test_a_badge_says_its_state_in_a_word_and_hides_its_sign_from_screen_readers():
    html = drawn('{% badge "verdict" "near" %}')
    assert '<span class="sign" aria-hidden="true">△</span> Gần đạt' in html
    assert "tone-near" in html


def test_a_badge_may_say_another_word_and_that_it_is_provisional():
    html = drawn('{% badge "verdict" "on_track" label="Đúng tiến độ" provisional=True %}')
    assert "Đúng tiến độ" in html
    assert "Đang đạt" not in html
    assert "(tạm tính)" in html
    assert "is-provisional" in html


def test_a_state_nobody_knows_reads_unknown():
    assert state("report", "lost").label == "Chưa rõ"


def test_every_state_has_a_sign_a_word_and_a_tone_that_the_stylesheet_knows(settings):
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    looks = [look for family in STATES.values() for look in family.values()]
    assert all(look.sign and look.label and f".tone-{look.tone} " in css for look in looks)


def test_states_of_one_family_differ_by_word():
    for family in STATES.values():
        words = [look.label for look in family.values()]
        assert len(set(words)) == len(words)


def test_signs_that_stand_alone_are_explained_by_a_legend():
    html = drawn('{% state_legend "verdict" %}')
    assert all(f"{look.label}</li>" in html and f">{look.sign}</span>" in html for look in STATES["verdict"].values())
