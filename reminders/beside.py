"""What was asked about targets and what came back, to stand beside their figures: one query a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from agencies.models import Agency
from periods.period import whole_year
from reminders.duty import left_words
from reminders.models import Enquiry
from ui.days import write_day
from ui.states import State

MOST_WORDS = 100
STILL_SHOWN = timedelta(days=120)  # how long after the end of a year what was asked about it still stands beside it


@dataclass(frozen=True)
class Mark:
    """ "Đã yêu cầu, hạn 05/12/2026 · đã trả lời 01/12/2026: …", with the page of it and the sign of its state."""

    words: str
    said: str
    url: str
    look: State


class Marks:
    """The enquiries about some targets that a reader may see."""

    def __init__(self, enquiries: Iterable[Enquiry], today: date):
        self._today = today
        self._about: dict[int, list[Enquiry]] = defaultdict(list)
        for enquiry in enquiries:
            self._about[enquiry.target_id].append(enquiry)

    @classmethod
    def load(cls, user: User, targets: Iterable[int], *, year: int, today: date) -> "Marks":
        """What was asked about these targets in a year."""
        return cls(_asked_in(user, year).filter(target__in=list(targets)), today)

    @classmethod
    def of_agency(cls, user: User, agency: Agency, *, year: int, today: date) -> "Marks":
        """Whatever was asked of one agency in a year, about a target or not."""
        return cls(_asked_in(user, year).filter(agency=agency), today)

    def of(self, target: int, agency: int | None = None) -> Mark | None:
        """The mark of a target; with `agency`, only what was asked of it. None where nothing was."""
        found = self._found(target, agency)
        if not found:
            return None
        if len({one.agency_id for one in found}) > 1:
            return self._of_several(found, target)
        return self._of_one(found[0], has_name=agency is None)

    def each(self, target: int, agency: int | None = None) -> list[Mark]:
        """Every enquiry about a target, the newest first."""
        return [self._of_one(one, has_name=agency is None) for one in self._found(target, agency)]

    @property
    def running(self) -> list[tuple[Enquiry, Mark]]:
        """All that has not ended, about whatever, the newest first."""
        known = [one for found in self._about.values() for one in found if not (one.closed_at or one.is_report_sent)]
        newest_first = sorted(known, key=lambda one: (one.at, one.pk), reverse=True)
        return [(one, self._of_one(one, has_name=False)) for one in newest_first]

    def _found(self, target: int, agency: int | None) -> list[Enquiry]:
        return [one for one in self._about.get(target, []) if agency is None or one.agency_id == agency]

    def _of_one(self, enquiry: Enquiry, *, has_name: bool) -> Mark:
        verb = "Đã đôn đốc" if enquiry.kind == Enquiry.Kind.REMIND else "Đã yêu cầu"
        whom = f" {enquiry.agency.short_name or enquiry.agency}" if has_name else ""
        words = f"{verb}{whom}, hạn {write_day(enquiry.due_on)}"
        said = ""
        if enquiry.answered_at:
            words += f" · đã trả lời {write_day(localdate(enquiry.answered_at))}"
            said = _short(enquiry.last_cause or enquiry.last_text or "")
        elif enquiry.is_waiting:
            words += f" · {left_words(enquiry.due_on, self._today)}, chưa trả lời"
        return Mark(words, said, reverse("reminders:enquiry", args=[enquiry.pk]), enquiry.look(self._today))

    def _of_several(self, found: list[Enquiry], target: int) -> Mark:
        """The newest of each agency counts: "Đã yêu cầu 3 đơn vị: 1 đã trả lời, 1 quá hạn"."""
        newest = list({one.agency_id: one for one in reversed(found)}.values())
        answered = sum(not one.is_waiting for one in newest)
        overdue = [one for one in newest if one.is_overdue(self._today)]
        waiting = [one for one in newest if one.is_waiting]
        words = f"Đã yêu cầu {len(newest)} đơn vị: {answered} đã trả lời"
        words += f", {len(overdue)} quá hạn" if overdue else ""
        look = (overdue or waiting or newest)[0].look(self._today)
        return Mark(words, "", f"{reverse('reminders:enquiries')}?chi_tieu={target}", look)


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rsplit(' ', 1)[0]}…"


def _asked_in(user: User, year: int):
    """The enquiries of a year that a reader may see."""
    days = whole_year(year)
    since, until = days.starts_on, days.ends_on + STILL_SHOWN
    return Enquiry.objects.seen_by(user).filter(at__date__gte=since, at__date__lte=until).with_names()
