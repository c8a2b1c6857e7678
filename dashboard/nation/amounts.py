"""Believable figures of one agency for a year, in whole numbers that hang together: what each of its four reports says.

Orders of magnitude as in the sample data, not facts. A report's figure is kept as it is written to the database: the
seven columns of PARTS with a tab between them, "\\N" for what is not there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random

PARTS = ("numerator", "denominator", "value", "sample", "done", "done_on", "nothing_occurred")
NOT_GIVEN = "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t0"
NOTHING_OCCURRED = "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t1"
RATES = ("on_time", "online", "online_full", "fee_online", "digital", "satisfied")
MOST_WORSE, MOST_BETTER = 22, 6  # how far provinces lean, in thousandths
WORSE, WORSE_ONE_IN = 70, 25  # one agency in so many is known for its poor work
QUARTERS = 4
WHOLE_YEAR = (100, 100, 100, 100)  # how much of each quarter's work was the agency's own, in percent
UNTIL_JULY, FROM_JULY = (100, 100, 17, 0), (0, 0, 83, 100)
QUARTER_STARTS = (
    (-1, 12),
    (0, 3),
    (0, 6),
    (0, 9),
)  # year against the reporting year, month; each on day 31 or so later
BITS = 20  # of one draw: over a million steps, far more than any span below

Reports = tuple[str, ...]  # of Quý I, 6 tháng, Quý III, năm


@dataclass(frozen=True)
class Work:
    """What one kind of agency does in a quarter, each as (least, most). Rates are in thousandths."""

    cases: tuple[int, int]
    on_time: tuple[int, int] = (970, 998)
    land: tuple[int, int] = (0, 0)
    backlog: tuple[int, int] = (0, 3)
    online: tuple[int, int] = (850, 990)
    online_full: tuple[int, int] = (600, 850)
    fee_online: tuple[int, int] = (520, 950)
    digital: tuple[int, int] = (650, 990)
    satisfied: tuple[int, int] = (935, 985)
    forms: tuple[int, int] = (8, 60)
    letters: tuple[int, int] = (40, 300)
    staff: tuple[int, int] = (5, 30)
    capital: tuple[int, int] = (0, 0)
    findings: tuple[int, int] = (0, 8)
    units: tuple[int, int] = (0, 2)
    procedures: tuple[int, int] = (40, 300)


WORK = {
    "department": Work(cases=(60, 900), online=(600, 950), staff=(30, 110), capital=(8000, 400000), units=(1, 9)),
    "room": Work(cases=(10, 220), online=(600, 960), forms=(0, 30), letters=(15, 160), staff=(4, 14)),
    "branch": Work(
        cases=(2800, 6200),
        on_time=(930, 987),
        land=(1000, 1000),
        backlog=(30, 220),
        online=(330, 690),
        digital=(240, 780),
        satisfied=(840, 918),
        forms=(100, 300),
        staff=(18, 34),
    ),
    "counter": Work(cases=(300, 900), on_time=(940, 992), land=(1000, 1000), backlog=(2, 30), online=(330, 690)),
    "commune": Work(cases=(60, 500), land=(100, 250), staff=(18, 50), capital=(3000, 60000), units=(2, 12)),
    "centre": Work(cases=(400, 4200), land=(150, 250), backlog=(0, 14), forms=(60, 300), letters=(40, 160)),
    "district": Work(cases=(500, 3000), land=(200, 300), backlog=(2, 60), staff=(60, 140), capital=(30000, 200000)),
    "province": Work(cases=(0, 0), procedures=(1500, 2100)),
}


def leaning(seed: int, province: str) -> int:
    """By how many thousandths everybody below a province does better (or worse) than elsewhere."""
    return Random(f"{seed}/{province}/leaning").randint(-MOST_WORSE, MOST_BETTER)


class AgencyYears:
    """One agency's own draws, year after year; the years must be asked for in their order."""

    def __init__(self, seed: int, code: str, work: str, leaning: int = 0):
        """leaning: thousandths by which its whole province does better, or worse, than others."""
        self._chance = Random(f"{seed}/{code}")
        self.traits = {name: self.between(*span) for name, span in vars(WORK[work]).items()}
        worse = WORSE if self.below(WORSE_ONE_IN) == 0 else 0
        for name in RATES:
            self.traits[name] = min(self.traits[name] + leaning - worse, 1000)

    def below(self, limit: int) -> int:
        """A whole number from 0 to one less than the limit."""
        return self._chance.getrandbits(BITS) % limit

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def share(self, whole: int, thousandths: int) -> int:
        """About that many thousandths of a whole, the last unit by chance, so that small numbers are not always zero."""
        return min((whole * min(thousandths, 1000) + self.below(1000)) // 1000, whole)

    def year(self, year: int, lived: tuple[int, ...] = WHOLE_YEAR) -> dict[str, Reports]:
        """Every indicator's four reports of a year. `lived`: see WHOLE_YEAR."""
        traits = self.traits
        cases = [traits["cases"] * self.between(85, 115) * share // 10_000 for share in lived]
        taken = [amount + self.below(1 + amount // 20) for amount in cases]
        return {
            **self._dossiers(year, cases, taken),
            **self._online(cases, taken),
            **self._direction(lived),
            **self._people(year),
            **self._once(year, lived),
        }

    def ratios(self, count: int) -> list[Reports]:
        """`count` more ratios of a year, of a few dozen cases each: for the long plan."""
        made = []
        for _ in range(count):
            whole = [self.between(12, 60) for _ in range(QUARTERS)]
            made.append(flow_ratio([self.share(amount, self.traits["on_time"] - 30) for amount in whole], whole))
        return made

    def _dossiers(self, year: int, cases: list[int], taken: list[int]) -> dict[str, Reports]:
        traits, rate = self.traits, self.traits["on_time"] + 4 * (year % 100 - 25)
        late = [self.share(amount, 1000 - min(rate + self.between(-6, 6), 1000)) for amount in cases]
        in_time = [amount - failed for amount, failed in zip(cases, late, strict=True)]
        land = [amount * traits["land"] // 1000 for amount in cases]
        land_late = [amount * traits["land"] // 1000 for amount in late]
        land_in_time = [min(a - b, most) for a, b, most in zip(land, land_late, in_time, strict=True)]
        complaints, petitions = ([self.below(most) * bool(amount) for amount in cases] for most in (3, 6))
        answered = [traits["forms"] if amount else 0 for amount in cases]
        satisfied = [min(traits["satisfied"] * 10 + self.between(-120, 120), 10_000) for _ in cases]
        return {
            "TT01": flow_ratio(in_time, cases),
            "TT02": flow_ratio(land_in_time, land),
            "TT03": self._mostly(complaints, 960),
            "TT04": quantities([traits["backlog"] * self.between(60, 140) // 100 for _ in cases]),
            "TT05": self._mostly(late, 985),
            "TT06": self._mostly(taken, 13),
            "TT07": self._mostly(petitions, 985),
            "TT10": flow_level(satisfied, answered),
        }

    def _online(self, cases: list[int], taken: list[int]) -> dict[str, Reports]:
        traits = self.traits
        offered = [amount * 96 // 100 for amount in taken]
        online = [self.share(amount, traits["online"]) for amount in offered]
        letters = [traits["letters"] * self.between(80, 120) // 100 if amount else 0 for amount in cases]
        return {
            "SO01": flow_ratio(online, offered),
            "SO02": flow_ratio([self.share(amount, traits["online_full"]) for amount in online], offered),
            "SO04": self._mostly([amount * 6 // 10 for amount in cases], traits["fee_online"]),
            "SO05": self._mostly(cases, traits["digital"]),
            "SO06": self._mostly(letters, 999),
        }

    def _direction(self, lived: tuple[int, ...]) -> dict[str, Reports]:
        lives = [bool(share) for share in lived]
        papers, faulty = ([self.below(most) * alive for alive in lives] for most in (3, 2))
        findings = [self.traits["findings"] * (quarter + 1) // QUARTERS for quarter in range(QUARTERS)]
        remedied = self._rising(findings, 930)
        return {
            "DH03": ratios(remedied, findings),
            "DH04": flow_quantities([(self.below(5) > 1) * alive for alive in lives]),
            "DH06": cumulative_quantities([self.below(4) * alive for alive in lives]),
            "TL01": self._mostly_so_far(papers, 970),
            "TL02": self._mostly_so_far(faulty, 950),
        }

    def _people(self, year: int) -> dict[str, Reports]:
        traits, staff = self.traits, [self.traits["staff"]] * QUARTERS
        capital = [traits["capital"]] * QUARTERS
        units = [max(traits["units"] - (year - 2024) * self.below(2), 0)] * QUARTERS
        days = [traits["procedures"] * 12] * QUARTERS
        steps = [250, 500, 750, 1000]
        return {
            "TT09": ratios(self._rising(days, 240 + 40 * (year - 2024), steps=[850, 900, 950, 1000]), days),
            "BM01": ratios([amount * self.between(930, 1005) // 1000 for amount in staff], staff),
            "BM02": quantities(units),
            "CV01": ratios([self.share(amount, 965) for amount in staff], staff),
            "CV02": ratios(self._rising(staff, self.between(880, 1000), steps=[0, 260, 620, 1000]), staff),
            "CV03": ratios([self.share(amount, 930) for amount in staff], staff),
            "TC01": ratios(self._rising(capital, self.between(820, 1000), steps=[60, 260, 520, 1000]), capital),
            "TC02": ratios([self.share(amount, 260) for amount in units], units),
            "SO03": ratios(
                self._rising([traits["procedures"]] * QUARTERS, self.between(350, 800), steps=steps),
                [traits["procedures"]] * QUARTERS,
            ),
        }

    def _once(self, year: int, lived: tuple[int, ...]) -> dict[str, Reports]:
        """What is said once a year, or as it stands."""
        quarter = self.below(QUARTERS + 1)
        day = day_in(year, quarter, self.below(50)) if quarter < QUARTERS and lived[quarter] > 20 else None
        grade = min(max(1 + self.traits["staff"] % 3 + (year - 2023) // 2, 1), 5)
        points = [self.traits["satisfied"] * 10 - 900 + self.between(-200, 200) for _ in range(QUARTERS)]
        return {
            "BM03": once_done(quarter, day),
            "SO07": quantities([grade] * QUARTERS),
            "KQ03": tuple(f"\\N\t\\N\t{hundredths(point)}\t\\N\t\\N\t\\N\t0" for point in points),
        }

    def _mostly(self, whole: list[int], thousandths: int) -> Reports:
        return flow_ratio([self.share(amount, thousandths) for amount in whole], whole)

    def _mostly_so_far(self, whole: list[int], thousandths: int) -> Reports:
        """The same, each report counted from the beginning of the year."""
        done = [self.share(amount, thousandths) for amount in whole]
        return ratios(list(accumulate(done)), list(accumulate(whole)))

    def _rising(self, whole: list[int], thousandths: int, steps: list[int] | None = None) -> list[int]:
        """A part that never falls within the year, by `steps` of what it reaches in the end."""
        reached = [
            amount * thousandths * step // 1_000_000 for amount, step in zip(whole, steps or [1000] * 4, strict=True)
        ]
        return list(accumulate((self.share(amount, 990) for amount in reached), max))


# --- Four reports of a year -------------------------------------------------------------------------------------------


def overlapping(quarters: list[int]) -> Iterator[int]:
    """Quý I, 6 tháng, Quý III, năm from the work of four quarters: half year and year hold the ones before."""
    first, second, third, fourth = quarters
    return iter((first, first + second, third, first + second + third + fourth))


def flow_ratio(part: list[int], whole: list[int]) -> Reports:
    return tuple(map(ratio, overlapping(part), overlapping(whole)))


def ratios(part: list[int], whole: list[int]) -> Reports:
    """As they stand at the end of each report: counted from the beginning of the year, or as of the last day."""
    return tuple(map(ratio, part, whole))


def quantities(amounts: list[int]) -> Reports:
    return tuple(map(quantity, amounts))


def flow_quantities(amounts: list[int]) -> Reports:
    return tuple(map(quantity, overlapping(amounts)))


def cumulative_quantities(amounts: list[int]) -> Reports:
    return tuple(map(quantity, accumulate(amounts)))


def flow_level(values: list[int], samples: list[int]) -> Reports:
    """Values in hundredths, a longer period's weighted by its quarters' samples."""
    weighted = [value * sample for value, sample in zip(values, samples, strict=True)]
    return tuple(map(level, overlapping(weighted), overlapping(samples)))


def once_done(quarter: int, day: str | None) -> Reports:
    """Done in one quarter, hence in every report that holds it; never done without a day."""
    holding = {0: (0, 1, 3), 1: (1, 3), 2: (2, 3), 3: (3,)}.get(quarter, ()) if day else ()
    return tuple(done(day if report in holding else None) for report in range(QUARTERS))


def done(day: str | None) -> str:
    return f"\\N\t\\N\t\\N\t\\N\t1\t{day}\t0" if day else "\\N\t\\N\t\\N\t\\N\t0\t\\N\t0"


def ratio(part: int, whole: int) -> str:
    return f"{part}\t{whole}\t\\N\t\\N\t\\N\t\\N\t0" if whole else NOTHING_OCCURRED


def quantity(amount: int) -> str:
    return f"\\N\t\\N\t{amount}\t\\N\t\\N\t\\N\t0"


def level(weighted: int, sample: int) -> str:
    return f"\\N\t\\N\t{hundredths(weighted // sample)}\t{sample}\t\\N\t\\N\t0" if sample else NOTHING_OCCURRED


def hundredths(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02}"


@lru_cache(maxsize=4096)
def day_in(year: int, quarter: int, after: int) -> str:
    """A day of a quarter's data days, from 16 days after its first: then what was founded in July lives already."""
    back, month = QUARTER_STARTS[quarter]
    return date.fromordinal(date(year + back, month, 15).toordinal() + 16 + after).isoformat()
