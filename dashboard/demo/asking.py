"""What the sample leaders have asked of agencies, answered and not."""

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.people import reporter_of
from dashboard.demo.reading import read
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, parse_slug
from plans.models import Plan
from reminders.models import Answer, Enquiry
from targets.models import Submission, Target


def write_enquiries(
    agencies: dict[str, Agency],
    plans: dict[str, Plan],
    periods: dict[Period, ReportingPeriod],
    people: dict[str, User],
) -> None:
    for entry in read("cycle")["enquiry"]:
        enquiry = Enquiry.objects.create(
            kind=entry["kind"],
            agency=agencies[entry["agency"]],
            asked_from=agencies[SAMPLE_PROVINCE],
            by=people[entry["by"]],
            at=_morning(entry["on"]),
            words=entry["words"],
            due_on=entry["due_on"],
            target=_target(entry, plans),
            submission=_report(entry, periods),
        )
        ActionRecord.note(enquiry.by, enquiry.get_kind_display().lower(), enquiry)
        if "cause" in entry:
            _write_answer(enquiry, entry, people)


def _target(entry: dict, plans: dict[str, Plan]) -> Target | None:
    if "indicator" not in entry:
        return None
    targets = Target.objects.filter(plan=plans[entry["target_of"]], indicator__code=entry["indicator"])
    return targets.order_by("order", "pk").first()


def _report(entry: dict, periods: dict[Period, ReportingPeriod]) -> Submission | None:
    if "report" not in entry:
        return None
    reports = Submission.objects.filter(agency__code=entry["agency"], period=periods[parse_slug(entry["report"])])
    return reports.filter(form__calendar=Calendar.CCHC).order_by("form__code").first()


def _write_answer(enquiry: Enquiry, entry: dict, people: dict[str, User]) -> None:
    by, at = people[reporter_of(entry["agency"])], _morning(entry["answered_on"])
    Answer.objects.create(enquiry=enquiry, cause=entry["cause"], remedy=entry["remedy"], by=by, at=at)
    enquiry.answered_at = at
    enquiry.save(update_fields=["answered_at"])


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=get_current_timezone())
