"""The course of one enquiry: asked, answered, asked for more, ended, in order."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from documents.models import EvidenceFile
from reminders.models import Answer, Enquiry, EnquiryStep

ASKED = "gửi yêu cầu"
ANSWERED = "trả lời"


@dataclass(frozen=True)
class Turn:
    """One step; `parts`: (heading or "", text) of what was written."""

    at: datetime
    by: User
    verb: str
    is_answer: bool
    parts: list[tuple[str, str]]
    due_on: date | None = None
    papers: list[EvidenceFile] | None = None


def thread_of(enquiry: Enquiry) -> list[Turn]:
    """Everything that was said, oldest first; three queries."""
    answers = [_answered(answer) for answer in enquiry.answers.select_related("by").prefetch_related("papers")]
    steps = [_step(step) for step in enquiry.steps.select_related("by")]
    return sorted([*answers, *steps], key=lambda turn: turn.at)


def _answered(answer: Answer) -> Turn:
    said = [("Nguyên nhân", answer.cause), ("Giải pháp, thời gian thực hiện", answer.remedy)]
    said += [("Nội dung khác" if answer.cause else "", answer.text)]
    parts = [(heading, text) for heading, text in said if text]
    return Turn(answer.at, answer.by, ANSWERED, True, parts, papers=list(answer.papers.all()))


def _step(step: EnquiryStep) -> Turn:
    parts = [("", step.words)] if step.words else []
    return Turn(step.at, step.by, step.get_kind_display(), False, parts, step.due_on)
