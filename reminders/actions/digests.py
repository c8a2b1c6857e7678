"""The daily mail: written down first, sent afterwards, so that a mail server that is down loses nothing.

A person has at most one row a day (a constraint). A row is taken by one run, sent, and marked; whoever runs the command
twice, or two at once, sends nothing twice. A run that is killed between handing a mail to the server and marking it
leaves a row that is taken: after `TAKEN_FOR` it is sent once more, under the same Message-ID.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActionRecord, User
from reminders.desk import duties_by_person
from reminders.duty import Duty, in_groups, tallies
from reminders.models import Digest
from ui.days import write_day

TAKEN_FOR = timedelta(minutes=15)
PERMANENT = range(500, 600)  # RFC 5321 §4.2.1: the address itself is refused, trying again does not help
MOST_ERROR = 300
QUEUED, SENT, FAILED, DROPPED = Digest.State.QUEUED, Digest.State.SENT, Digest.State.FAILED, Digest.State.DROPPED


def people_to_remind():
    """Who can log in, has an address, and has not switched the mail off."""
    return (
        User.objects.filter(is_active=True, memberships__isnull=False)
        .exclude(Q(email="") | Q(reminder_choice__by_mail=False))
        .distinct()
    )


def drafts(today: date, ahead: int) -> list[Digest]:
    """Today's mail of everybody who has something pressing to do; nothing is written."""
    people = list(people_to_remind().order_by("pk"))
    found = duties_by_person(people, today)
    pressing = {pk: [duty for duty in duties if duty.is_pressing(today, ahead)] for pk, duties in found.items()}
    return [_draft(person, pressing[person.pk], today) for person in people if pressing[person.pk]]


def _draft(person: User, duties: list[Duty], today: date) -> Digest:
    said = "; ".join(tally.words for tally in tallies(duties, today))
    subject = f"Việc cần làm ngày {write_day(today)}: {said}"
    return Digest(person=person, day=today, subject=subject[:200], items=_items(duties, today))


def _items(duties: list[Duty], today: date) -> list[dict]:
    """Groups of work as plain values, addresses without the site's name."""
    return [
        {"title": group.title, "rows": [_row(d, today) for d in group.duties]} for group in in_groups(duties, today)
    ]


def _row(duty: Duty, today: date) -> dict:
    return {
        "what": duty.what,
        "who": duty.who,
        "url": duty.url,
        "state": duty.look.label,
        "when": f"hạn {write_day(duty.due_on)}, {duty.left(today)}" if duty.due_on else "",
        "note": duty.note,
        "is_late": duty.is_late(today),
    }


@transaction.atomic
def write(today: date, ahead: int) -> int:
    """Write down today's mail of those who have none yet; returns how many were written. Older mail never sent is
    dropped where today's says everything that still waits."""
    wanted = drafts(today, ahead)
    known = set(Digest.objects.filter(day=today).values_list("person_id", flat=True))
    new = [digest for digest in wanted if digest.person_id not in known]
    Digest.objects.bulk_create(new, ignore_conflicts=True)
    replaced = Digest.objects.filter(state=QUEUED, day__lt=today, person__in=[digest.person_id for digest in wanted])
    replaced.update(state=DROPPED, last_error=f"Việc còn lại nằm trong thư ngày {write_day(today)}.")
    if new:
        ActionRecord.note(None, "lập thư nhắc việc", None, day=today.isoformat(), people=len(new))
    return len(new)


@dataclass
class Outcome:
    """How a run of sending went."""

    sent: int = 0
    failed: list[str] = field(default_factory=list)
    waiting: int = 0


def send_queued(today: date) -> Outcome:
    """Send what waits, over one connection. One person's trouble stops nobody else; a server that is away stops the run."""
    outcome = Outcome()
    _drop_unwanted()
    waiting = Digest.objects.filter(state=QUEUED, day__lte=today).select_related("person")
    connection = mail.get_connection()
    for digest in waiting.order_by("day", "pk"):
        if not _take(digest):
            continue
        if not _opened(connection, digest):
            break
        _send(connection, digest, outcome)
    connection.close()
    outcome.waiting = Digest.objects.filter(state=QUEUED, day__lte=today).count()
    if outcome.sent or outcome.failed:
        ActionRecord.note(
            None, "gửi thư nhắc việc", None, day=today.isoformat(), sent=outcome.sent, failed=len(outcome.failed)
        )
    return outcome


def _drop_unwanted() -> None:
    """Mail to who has left, has no address any more or has switched it off meanwhile is not sent."""
    gone = Digest.objects.filter(state=QUEUED).exclude(person__in=people_to_remind().values("pk"))
    gone.update(state=DROPPED, last_error="Người nhận đã nghỉ, không còn địa chỉ hoặc đã tắt thư.")


def _take(digest: Digest) -> bool:
    """Whether this run may send it: no other run is about to."""
    now = timezone.now()
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - TAKEN_FOR)
    taken = Digest.objects.filter(free, pk=digest.pk, state=QUEUED).update(taken_at=now, attempts=F("attempts") + 1)
    return bool(taken)


def _opened(connection: BaseEmailBackend, digest: Digest) -> bool:
    """Whether the mail server answers; opened anew where it hung up."""
    try:
        connection.open()
    except (SMTPException, OSError) as trouble:
        _put_back(digest, trouble)
        return False
    return True


def _send(connection: BaseEmailBackend, digest: Digest, outcome: Outcome) -> None:
    try:
        connection.send_messages([message_of(digest)])
    except (SMTPException, OSError, ValueError) as trouble:
        connection.close()  # whatever was said on it is void; the next mail opens it anew
        outcome.failed.append(f"{digest.person}: {trouble}")
        _put_back(digest, trouble)
    else:
        outcome.sent += 1
        _mark(digest, state=SENT, sent_at=timezone.now(), last_error="")


def _put_back(digest: Digest, trouble: Exception) -> None:
    """To be sent by the next run, unless the server says that the address will never do or is none."""
    is_lasting = isinstance(trouble, ValueError) or _is_refused(trouble)
    _mark(digest, state=FAILED if is_lasting else QUEUED, taken_at=None, last_error=str(trouble)[:MOST_ERROR])


def _is_refused(trouble: Exception) -> bool:
    """Whether the server refused the address for good."""
    if not isinstance(trouble, SMTPRecipientsRefused):
        return False
    return all(code in PERMANENT for code, _ in trouble.recipients.values())


def _mark(digest: Digest, **changes) -> None:
    Digest.objects.filter(pk=digest.pk).update(**changes)


def message_of(digest: Digest) -> mail.EmailMultiAlternatives:
    """The mail: plain text and simple HTML, every address in full."""
    site = settings.SITE_URL.rstrip("/")
    context = {
        "person": digest.person,
        "day": digest.day,
        "groups": digest.items,
        "site": site,
        "duties_url": site + reverse("reminders:duties"),
        "choices_url": site + reverse("reminders:choices"),
    }
    headers = {
        "Message-ID": f"<viec-{digest.pk}@{urlsplit(site).hostname}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{context['choices_url']}>",
    }
    message = mail.EmailMultiAlternatives(
        digest.subject, render_to_string("reminders/digest.txt", context), to=[digest.person.email], headers=headers
    )
    message.attach_alternative(render_to_string("reminders/digest.html", context), "text/html")
    return message
