"""What an invented agency did in a quarter: whole cases drawn from believable sizes, the same on every run.

Everything is counted in cases and thousandths, so that sums over quarters keep every relation: a part never exceeds its
whole, half a year never falls short of its first quarter.
"""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from agencies.models import Agency
from dashboard.demo.agencies import codes_of
from dashboard.demo.reading import read

QUARTERS = (1, 2, 3, 4)
LAST_YEARS_LAG = 6  # thousandths of dossiers that were late in 2025 and would not be in 2026
MOST_PROGRESS = 70  # thousandths by which an agency's online share may have grown since 2025
TRAINED = (40, 280, 620, 960)  # thousandths of the year's training done by the end of each quarter
SPENT_SHAPE = (60, 340, 1000, 1750)  # thousandths of the third quarter's disbursement
FIXED = (200, 500, 760, 930)
PROCEDURES_USED = (520, 640, 730, 800)
TIME_CUT = {2025: (50, 120, 200, 280), 2026: (310, 360, 420, 480)}  # thousandths of the handling time of 2024
SIXTH = 6  # from 15/6 to the reorganisation on 01/7 lies a sixth of the third quarter


@dataclass(frozen=True)
class Quarter:
    """One agency's work of a quarter. `added` sums over quarters; `standing` is as of the last day, or since 15/12."""

    added: dict[str, int] = field(default_factory=dict)
    standing: dict[str, int] = field(default_factory=dict)


@cache
def quarters_of(code: str, year: int) -> tuple[Quarter, ...]:
    """The four quarters of an agency's year."""
    return tuple(_quarter(code, year, number) for number in QUARTERS)


@cache
def kind_of(code: str) -> str:
    """Which row of sizes an agency draws from."""
    if code in codes_of("branch"):
        return Agency.Kind.BRANCH
    return Agency.Kind.DEPARTMENT if code in codes_of("department") else Agency.Kind.COMMUNE


@cache
def trait(code: str, name: str) -> int:
    """What is usual for this agency: known, or drawn once between the least and the most of its kind."""
    sizes = read("sizes")
    known = sizes["known"].get(code, {})
    if name in known:
        return known[name]
    least, usual, most = sizes[kind_of(code)][name]
    chance = Random(f"{code}/{name}")
    return chance.randint(least, usual) if chance.random() < 0.5 else chance.randint(usual, most)


def _quarter(code: str, year: int, number: int) -> Quarter:
    chance = Random(f"{code}/{year}/{number}")
    dossiers = _dossiers(code, year, number, chance)
    added = dossiers | _online(code, year, dossiers, chance) | _people_served(code, chance) | _letters(code, chance)
    return Quarter(added, _standing(code, year, number, chance))


def _dossiers(code: str, year: int, number: int, chance: Random) -> dict[str, int]:
    solved = _solved(code, year, number, chance)
    late = _late(code, year, number, solved, chance)
    land = _part(solved, trait(code, "land_share"))
    land_late = late if land == solved else min(land, _part(late, 600))
    received = solved + _part(solved, chance.randint(0, 30))
    return {
        "solved": solved,
        "on_time": solved - late,
        "land_solved": land,
        "land_on_time": land - land_late,
        "received": received,
        "sent_back": _part(received, trait(code, "sent_back")),
        "late": late,
        "apologised": _part(late, trait(code, "apologised")),
    }


def _solved(code: str, year: int, number: int, chance: Random) -> int:
    usual = trait(code, "solved")
    grown = usual if year >= 2026 else _part(usual, 950)
    share = _share_of_quarter(code, year, number)
    return max(min(usual, 1), _part(grown, chance.randint(900, 1100)) * share // SIXTH)


def _share_of_quarter(code: str, year: int, number: int) -> int:
    """Sixths of the quarter in which the agency lived, around the reorganisation of 01/07/2025."""
    is_third = (year, number) == (2025, 3)
    if is_third and code in codes_of("former_commune"):
        return 1
    return SIXTH - 1 if is_third and code == read("province_agencies")["reorganisation"]["successor"] else SIXTH


def _late(code: str, year: int, number: int, solved: int, chance: Random) -> int:
    for fixed in read("sizes").get("late", []):
        if (fixed["agency"], fixed["year"], fixed["quarter"]) == (code, year, number):
            return fixed["dossiers"]
    usual = 1000 - trait(code, "on_time")
    lag = LAST_YEARS_LAG if year < 2026 and usual else 0
    return _part(solved, max(0, usual + lag + chance.randint(-2, 2)) if usual else 0)


def _online(code: str, year: int, dossiers: dict[str, int], chance: Random) -> dict[str, int]:
    lag = 0 if year >= 2026 else Random(f"{code}/progress").randint(0, MOST_PROGRESS)
    eligible = _part(dossiers["received"], 960)
    online = _part(eligible, _near(trait(code, "online") - lag, chance))
    owing_fees = _part(dossiers["solved"], 420)
    return {
        "eligible": eligible,
        "online": online,
        "online_full": _part(online, trait(code, "online_full")),
        "owing_fees": owing_fees,
        "paid_online": _part(owing_fees, _near(trait(code, "fee_online") - lag, chance)),
        "digital": _part(dossiers["solved"], _near(trait(code, "digital") - lag, chance)),
    }


def _people_served(code: str, chance: Random) -> dict[str, int]:
    complaints = chance.randint(0, trait(code, "complaints"))
    petitions = chance.randint(0, trait(code, "petitions"))
    answers = trait(code, "forms_answered")
    answers = _part(answers, chance.randint(850, 1150)) if answers > 1 else answers
    return {
        "complaints": complaints,
        "complaints_on_time": complaints - (complaints > 2 and chance.randint(0, 19) == 0),
        "petitions": petitions,
        "petitions_on_time": petitions - (petitions > 3 and chance.randint(0, 14) == 0),
        "dialogues": chance.choice((0, 1, 1, 1, 2) if kind_of(code) == Agency.Kind.COMMUNE else (0, 1, 1)),
        "answers": answers,
        "satisfied": answers * min(1000, trait(code, "satisfied") + chance.randint(-8, 8)),
    }


def _letters(code: str, chance: Random) -> dict[str, int]:
    letters = _part(trait(code, "letters"), chance.randint(850, 1150))
    return {"letters": letters, "signed": _part(letters, trait(code, "signed"))}


def _standing(code: str, year: int, number: int, chance: Random) -> dict[str, int]:
    """Stocks on the last data day, and what is counted once since the start of the year."""
    quota, backlog = trait(code, "quota"), trait(code, "backlog")
    present = _part(quota, 930) + Random(f"{code}/{year}").randint(0, quota // 20)
    to_train = _part(quota, 800)
    capital, findings = trait(code, "capital"), trait(code, "findings")
    return {
        "backlog": max(0, _part(backlog, _backlog_left(year, number)) + (chance.randint(-1, 1) if backlog > 2 else 0)),
        "quota": quota,
        "present": present,
        "fitting": present - (Random(f"{code}/fitting").randint(0, 25) == 0),
        "to_train": to_train,
        "trained": _part(to_train, TRAINED[number - 1]),
        "capital": capital,
        "spent": _part(capital, _part(SPENT_SHAPE[number - 1], trait(code, "spent"))),
        "findings": findings,
        "fixed": _part(findings, FIXED[number - 1]),
        "procedures": 40 + quota // 4,
        "procedures_used": _part(40 + quota // 4, PROCEDURES_USED[number - 1]),
        "units": 2 + Random(f"{code}/units").randint(0, 5) + (year < 2026 and Random(f"{code}/merged").random() < 0.6),
        "days_before": quota * 60,
        "days_cut": _part(quota * 60, TIME_CUT[year][number - 1]),
        "texts": Random(f"{code}/{year}/texts").choice((0, 0, 1, 2)) + (number > 1),
    }


def _backlog_left(year: int, number: int) -> int:
    """Thousandths of an agency's usual backlog: high in 2025, being worked off in 2026."""
    return (1350, 1300, 1250, 1200)[number - 1] if year < 2026 else (1050, 900, 760, 620)[number - 1]


def _near(usual: int, chance: Random) -> int:
    return max(0, min(1000, usual + chance.randint(-15, 15)))


def _part(whole: int, thousandths: int) -> int:
    """So many thousandths of a whole, rounded to the nearest case."""
    return (whole * thousandths + 500) // 1000
