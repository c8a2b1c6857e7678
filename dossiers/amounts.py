"""Cells of an export to the parts of a figure: columns added up, each refused cell named by its heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.checks import Parts
from ui.numbers import read_number, round_half_up
from ui.vietnamese import fold

NOTHING = ("", "-", "–", "—")
DECIMALS = 4  # that a figure keeps
MOST = Decimal(10) ** 14  # that a figure can hold, exclusive
WHOLE_PARTS = {"sample": 2_147_483_647, "out_of": 32_767}  # the most that each can hold


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell, under which heading."""

    heading: str
    message: str


Headings = Mapping[str, Sequence[str]]


def parts_of(cells: Mapping[str, str], headings: Headings) -> tuple[Parts | None, list[Fault]]:
    """The parts that the columns give, and what is wrong; None where no column says anything.

    `cells`: text by folded heading. `headings`: for each part, the columns that are added up; an empty cell among filled
    ones of the same sum adds nothing.
    """
    given, faults = {}, []
    for part, columns in headings.items():
        amount, wrong = _sum(cells, columns)
        faults += wrong
        if amount is not None and not wrong:
            if problem := _too_much(part, amount):
                faults.append(Fault(columns[0], problem))
            else:
                given[part] = int(amount) if part in WHOLE_PARTS else amount
    if faults or not given:
        return None, faults
    return Parts(**given), []


def _sum(cells: Mapping[str, str], columns: Sequence[str]) -> tuple[Decimal | None, list[Fault]]:
    amounts, faults = [], []
    for heading in columns:
        text = cells.get(fold(heading), "").strip()
        if text in NOTHING:
            continue
        try:
            amounts.append(read_number(text.removesuffix("%")))
        except ValueError as refusal:
            faults.append(Fault(heading, str(refusal)))
    if faults or not amounts:
        return None, faults
    total = sum(amounts, Decimal(0))
    return (round_half_up(total, DECIMALS) if abs(total) < MOST else total), []


def _too_much(part: str, amount: Decimal) -> str:
    if abs(amount) >= MOST:
        return "Số quá lớn, nhiều nhất 14 chữ số."
    if part in WHOLE_PARTS and not (amount == int(amount) and 0 <= amount <= WHOLE_PARTS[part]):
        return "Chỉ nhận số nguyên không âm, trong giới hạn của ô này."
    return ""
