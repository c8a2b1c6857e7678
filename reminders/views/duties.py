"""What waits for me: the list that the daily mail repeats."""

from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from reminders.desk import duties_of
from reminders.duty import in_groups, tallies


@require_safe
def duties(request):
    today = localdate()
    found = duties_of(request.user, today)
    groups = [
        {
            "title": group.title,
            "key": group.kind.value,
            "rows": [{"duty": duty, "left": duty.left(today), "is_late": duty.is_late(today)} for duty in group.duties],
        }
        for group in in_groups(found, today)
    ]
    return render(
        request, "reminders/duties.html", {"groups": groups, "tallies": tallies(found, today), "today": today}
    )
