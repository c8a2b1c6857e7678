"""The few words on the home page that say what waits for a person; the list itself is the page "Việc cần làm"."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from reminders.desk import duties_of as list_of
from reminders.duty import tallies


@dataclass(frozen=True)
class Duty:
    """One kind of work that waits: in words, with the list of it. `is_late`: some of it is overdue or came back."""

    words: str
    url: str
    is_late: bool = False


@require_safe
def duties(request):
    """The strip alone, which the home page takes into itself once it stands."""
    return render(request, "dashboard/_duties.html", {"duties": duties_of(request.user, localdate())})


def duties_of(user: User, today: date) -> list[Duty]:
    """What the person has to do now, by kind: the same as on their list and in their mail."""
    page = reverse("reminders:duties")
    return [Duty(one.words, f"{page}#{one.kind.value}", one.is_late) for one in tallies(list_of(user, today), today)]
