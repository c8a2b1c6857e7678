"""Asking an agency, answering, asking for more, ending."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from accounts.roles import Action, roles_that_may
from agencies.models import Agency
from documents.actions import files_follow_transaction, store
from reminders.matter import Asked, Matter
from reminders.models import Answer, Enquiry, EnquiryStep
from ui.days import write_day

LONGEST = 4000


class Offices:
    """In whose name a person asks: of their agencies at or above the asked one, the nearest. Reads their posts once."""

    def __init__(self, by: User):
        posts = by.memberships.filter(role__in=roles_that_may(Action.ASK)).select_related("agency")
        self._agencies = sorted({post.agency for post in posts}, key=lambda agency: -agency.depth)

    def of(self, agency: Agency, *, otherwise: Agency | None = None) -> Agency:
        """`otherwise`: in whose name where the person holds no post above; left out, the top of the asked one's tree."""
        nearest = next((one for one in self._agencies if agency.path.startswith(one.path)), None)
        return nearest or otherwise or Agency.objects.get(pk=int(agency.path.split("/")[1]))


@transaction.atomic
def ask(
    *, by: User, kind: str, asked: Sequence[Asked], words: str, due_on: date, about: Matter, today: date
) -> list[Enquiry]:
    """Ask one or several agencies the same; each has an enquiry of its own."""
    words = words.strip()
    require_words(words, "words", "Ghi nội dung yêu cầu.")
    require_day_ahead(due_on, today)
    if not asked:
        raise ValidationError({"agencies": "Chọn ít nhất một đơn vị."})
    offices = Offices(by)
    made = [_one(by, offices.of(one.agency), kind, one, words, due_on, about) for one in asked]
    for enquiry in made:
        ActionRecord.note(by, _verb(kind), enquiry, due_on=due_on.isoformat())
    return made


def _one(by: User, office: Agency, kind: str, one: Asked, words: str, due_on: date, about: Matter) -> Enquiry:
    return Enquiry.objects.create(
        kind=kind,
        agency=one.agency,
        asked_from=office,
        by=by,
        words=words,
        situation="" if one.situation in words else one.situation,
        due_on=due_on,
        **vars(about),
    )


def _verb(kind: str) -> str:
    return "đôn đốc" if kind == Enquiry.Kind.REMIND else "yêu cầu báo cáo nguyên nhân, giải pháp"


def answer(
    *,
    by: User,
    enquiry: Enquiry,
    text: str = "",
    cause: str = "",
    remedy: str = "",
    papers: Iterable[UploadedFile] = (),
) -> Answer:
    """The asked agency answers; whoever asked for causes gets the cause and the remedy."""
    text, cause, remedy = text.strip(), cause.strip(), remedy.strip()
    with files_follow_transaction():
        enquiry = locked(enquiry)
        _require_not_ended(enquiry)
        _require_answer(enquiry, text, cause, remedy)
        given = Answer.objects.create(enquiry=enquiry, text=text, cause=cause, remedy=remedy, by=by)
        given.papers.add(*[store(by=by, agency=enquiry.agency, upload=paper) for paper in papers])
        enquiry.answered_at = given.at
        enquiry.save(update_fields=["answered_at"])
        ActionRecord.note(by, "trả lời đôn đốc, yêu cầu", enquiry)
    return given


def _require_answer(enquiry: Enquiry, text: str, cause: str, remedy: str) -> None:
    if enquiry.kind == Enquiry.Kind.EXPLAIN:
        require_words(cause, "cause", "Ghi nguyên nhân.")
        require_words(remedy, "remedy", "Ghi giải pháp và thời gian thực hiện.")
    else:
        require_words(text, "text", "Ghi nội dung trả lời.")


@transaction.atomic
def ask_more(*, by: User, enquiry: Enquiry, words: str, due_on: date, seen: int, today: date) -> None:
    """The answer does not suffice, or an ended matter is taken up again: it waits for another answer until a day."""
    words = words.strip()
    enquiry = locked(enquiry)
    require_words(words, "words", "Ghi rõ cần báo cáo thêm điều gì.")
    require_day_ahead(due_on, today)
    _require_read(enquiry, seen)
    EnquiryStep.objects.create(enquiry=enquiry, kind=EnquiryStep.Kind.MORE, words=words, due_on=due_on, by=by)
    enquiry.answered_at = enquiry.closed_at = None
    enquiry.due_on = due_on
    enquiry.save(update_fields=["answered_at", "closed_at", "due_on"])
    ActionRecord.note(by, "yêu cầu báo cáo thêm", enquiry, words=words, due_on=due_on.isoformat())


@transaction.atomic
def close(*, by: User, enquiry: Enquiry, seen: int, words: str = "") -> None:
    """The asking side is content, or needs no answer any more."""
    enquiry = locked(enquiry)
    _require_not_ended(enquiry)
    _require_read(enquiry, seen)
    step = EnquiryStep.objects.create(enquiry=enquiry, kind=EnquiryStep.Kind.CLOSED, words=words.strip(), by=by)
    enquiry.closed_at = step.at
    enquiry.save(update_fields=["closed_at"])
    ActionRecord.note(by, "kết thúc đôn đốc, yêu cầu", enquiry)


def locked(enquiry: Enquiry) -> Enquiry:
    """The enquiry as on file now, held until the end of the transaction."""
    held = Enquiry.objects.select_for_update(of=("self",))
    return held.select_related("agency", "asked_from", "submission").get(pk=enquiry.pk)


def _require_not_ended(enquiry: Enquiry) -> None:
    if enquiry.closed_at:
        at = timezone.localtime(enquiry.closed_at)
        raise ValidationError(f"Yêu cầu này đã kết thúc lúc {at:%H:%M ngày %d/%m/%Y}. Tải lại trang để xem.")


def _require_read(enquiry: Enquiry, seen: int) -> None:
    """Nobody decides over an answer that came after they opened the page."""
    if enquiry.answers.count() != seen:
        raise ValidationError("Đơn vị vừa gửi thêm trả lời. Tải lại trang, đọc trả lời rồi quyết định.")


def require_words(words: str, field: str, why: str) -> None:
    if not words:
        raise ValidationError({field: why})
    if len(words) > LONGEST:
        raise ValidationError({field: f"Nội dung dài quá {LONGEST} ký tự."})


def require_day_ahead(due_on: date, today: date) -> None:
    if due_on < today:
        raise ValidationError({"due_on": f"Hạn trả lời {write_day(due_on)} đã qua. Chọn từ hôm nay trở đi."})
