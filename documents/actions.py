"""Keeping papers: a stored file and its row come and go together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.models import Agency
from documents.checks import CheckedUpload, check_upload
from documents.models import EvidenceFile

_stored: ContextVar[list[EvidenceFile] | None] = ContextVar("stored", default=None)


@contextmanager
def files_follow_transaction() -> Iterator[None]:
    """A transaction whose stored files disappear with its rows when it fails. Wraps the outermost action of a request."""
    outer = _stored.get()
    mine: list[EvidenceFile] = []
    token = _stored.set(mine)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for evidence in mine:
            evidence.file.storage.delete(evidence.file.name)
        raise
    finally:
        _stored.reset(token)
    if outer is not None:
        outer.extend(mine)


def store(
    *, by: User, agency: Agency, upload: UploadedFile, check: Callable[[UploadedFile], CheckedUpload] = check_upload
) -> EvidenceFile:
    """Check a paper and keep it for an agency. A refusal names what is wrong and the remedy."""
    checked = check(upload)
    with files_follow_transaction():
        evidence = EvidenceFile(
            original_name=checked.name,
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            agency=agency,
            uploaded_by=by,
        )
        evidence.file.save(f"paper.{checked.ending}", File(upload), save=False)
        _stored.get().append(evidence)
        evidence.save()
        ActionRecord.note(by, "tải tài liệu lên", evidence, agency=agency.pk, sha256=checked.sha256)
    return evidence
