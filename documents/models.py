"""Uploaded papers: what was stored, from whom, for which agency."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone

from agencies.models import Agency


def stored_name(instance: "EvidenceFile", filename: str) -> str:
    """A name that nobody can guess and that keeps only the checked ending; the original name is a column."""
    return f"{timezone.now():%Y/%m}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


class EvidenceFile(models.Model):
    """An uploaded paper (tài liệu kiểm chứng): checked by content and size, stored outside static files."""

    file = models.FileField("tệp", upload_to=stored_name, max_length=120)
    original_name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("kiểu", max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="files", verbose_name="của đơn vị")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", default=timezone.now)

    class Meta:
        verbose_name = "tài liệu kiểm chứng"
        verbose_name_plural = "tài liệu kiểm chứng"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name
