"""Handing out a consolidated table, and marking the one that was signed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from reports.earlier import changes_from, earlier_than
from reports.ground import Ground, Question
from reports.models import ExportedReport
from reports.summaries import table_from
from reports.table import Table, to_json
from ui.revisions import require_revision


def print_of(table: Table) -> str:
    """A short print of everything in a table: the page hands it back, so that a file is what was seen."""
    kept = json.dumps(to_json(table), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(kept.encode()).hexdigest()[:24]


@transaction.atomic
def export(*, by: User, question: Question, columns: Sequence[str] | None, format: str, seen: str) -> ExportedReport:
    """Keep the table as it stands and hand it out. `seen`: the print of the table that the person had before them."""
    ground = Ground(question)
    table = table_from(ground, columns)
    if print_of(table) != seen:
        raise ValidationError(
            "Số liệu vừa thay đổi sau khi anh/chị mở trang này. Biểu dưới đây đã lấy số mới; xem lại rồi bấm xuất lần nữa."
        )
    earlier, changes = _compared(question, table, ground)
    kept = ExportedReport.objects.create(
        form=question.form,
        period=question.period,
        agency=question.agency,
        extent=question.extent,
        with_sent=question.with_sent,
        format=format,
        cut_off_on=ground.days.ends_on,
        approved_count=table.approved,
        owing_count=table.owing,
        content=to_json(table),
        changes=changes,
        compared_with=earlier,
        by=by,
        changed_by=by,
    )
    ActionRecord.note(
        by, "xuất biểu tổng hợp", kept, format=format, extent=str(question.extent), with_sent=question.with_sent
    )
    return kept


def _compared(question: Question, table: Table, ground: Ground) -> tuple[ExportedReport | None, list[str]]:
    """The earlier table and what differs from it. The same table in another format says what the first one said."""
    earlier = earlier_than(question)
    changes = [change.words for change in changes_from(earlier, table, ground)]
    if earlier and not changes and not earlier.is_issued:
        return earlier.compared_with or earlier, earlier.changes
    return earlier, changes


@transaction.atomic
def mark_issued(*, by: User, export: ExportedReport, revision: int, number: str, issued_on: date, today: date) -> None:
    """The paper that holds this table was signed and has a number and a day."""
    kept = _locked(export, revision)
    number = number.strip()
    if not number:
        raise ValidationError({"issued_number": "Ghi số, ký hiệu của văn bản, ví dụ 12/BC-UBND."})
    if issued_on > today:
        raise ValidationError({"issued_on": "Ngày ban hành không thể sau hôm nay."})
    if issued_on < timezone.localdate(kept.at):
        raise ValidationError(
            {
                "issued_on": f"Biểu này xuất ngày {timezone.localdate(kept.at):%d/%m/%Y}; văn bản không thể ban hành trước đó."
            }
        )
    kept.issued_number, kept.issued_on, kept.issued_by = number, issued_on, by
    _save(kept, by)
    ActionRecord.note(by, "ghi số văn bản ban hành của biểu", kept, number=number, issued_on=issued_on.isoformat())


@transaction.atomic
def unmark_issued(*, by: User, export: ExportedReport, revision: int) -> None:
    """The number was given to the wrong table."""
    kept = _locked(export, revision)
    if not kept.is_issued:
        raise ValidationError("Biểu này chưa được đánh dấu đã ban hành.")
    was = kept.issued_words
    kept.issued_number, kept.issued_on, kept.issued_by = "", None, None
    _save(kept, by)
    ActionRecord.note(by, "bỏ đánh dấu ban hành của biểu", kept, was=was)


def _locked(export: ExportedReport, revision: int) -> ExportedReport:
    rows = ExportedReport.objects.select_for_update(of=("self",)).select_related("changed_by").defer("content")
    kept = rows.get(pk=export.pk)
    require_revision(kept.revision, revision, "biểu này", saved_by=kept.changed_by, saved_at=kept.changed_at)
    return kept


def _save(kept: ExportedReport, by: User) -> None:
    kept.changed_by, kept.changed_at, kept.revision = by, timezone.now(), kept.revision + 1
    kept.save(update_fields=["issued_number", "issued_on", "issued_by", "changed_by", "changed_at", "revision"])
