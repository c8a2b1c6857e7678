"""What happens to a report of which something was just given, be it a figure or the progress of a task."""

from datetime import datetime

from accounts.models import User
from agencies import scope
from targets.models import Submission, SubmissionEvent
from targets.terms import Way

Event = SubmissionEvent.Kind


def begin(by: User, submission: Submission, *, is_given: bool, now: datetime, way: Way = Way.TYPED) -> None:
    """A locked report of which something is given is a draft from then on; one that came back stays so until it is sent."""
    submission.changed_by, submission.changed_at = by, now
    submission.revision += 1
    if submission.state == Submission.State.EMPTY and is_given:
        submission.state = Submission.State.DRAFT
        if submission.prepared_at is None:
            submission.prepared_at = now
            SubmissionEvent.objects.create(submission=submission, kind=Event.PREPARED, at=now, by=by)
    if way != Way.SOURCE:  # a system's export stands in for nobody
        _stand_in(by, submission, now)
    submission.save()


def _stand_in(by: User, submission: Submission, now: datetime) -> None:
    """Somebody of another agency fills the report in: recorded once for each round of it."""
    if submission.agency_id in scope.own_agencies(by):
        return
    said = submission.events.filter(kind=Event.STOOD_IN, by=by)
    if submission.submitted_at:
        said = said.filter(at__gt=submission.submitted_at)
    if not said.exists():
        SubmissionEvent.objects.create(submission=submission, kind=Event.STOOD_IN, at=now, by=by)
