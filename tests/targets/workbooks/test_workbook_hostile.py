"""Sheets made to keep the reader busy for hours. The work grows with the sheet: these would not end within any patience."""

from agencies.sheets import _room_of
from targets.workbooks.unread import _places

MANY = 300_000


def test_cells_closed_in_an_unusual_way_are_read_once_each():
    sheet = b'<c r="A1" t="e"><v>#REF!</v></c >' + b'<c r="B2" t="n"></c >' * MANY
    assert list(_places(sheet)) == [(0, 0)]


def test_cells_never_closed_are_read_once_each():
    assert list(_places(b'<c r="A1" t="e">' * MANY)) == []


def test_a_row_of_countless_numbers_is_read_once():
    assert _room_of(b"<row" + b' r="1"' * MANY + b"<") == 0


def test_the_number_of_a_row_is_found_wherever_it_stands():
    assert _room_of(b'<row spans="1:2" r="7"><c r="B7"><v>1</v></c></row><row r="90" ht="3"/>') == 14
