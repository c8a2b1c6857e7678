"""Removes stored files that no row knows, such as those of a machine that stopped in the middle of an upload."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from documents.models import EvidenceFile

LEFT_ALONE_FOR = timedelta(hours=24)  # younger files may belong to a request still running


class Command(BaseCommand):
    help = "Xoá các tệp trong kho không còn bản ghi nào (bỏ qua tệp mới trong 24 giờ). Nên chạy hằng ngày."

    def handle(self, *args, **options):
        known = set(EvidenceFile.objects.values_list("file", flat=True))
        before = timezone.now() - LEFT_ALONE_FOR
        orphans = [name for name in _all_files("") if name not in known]
        old = [name for name in orphans if default_storage.get_modified_time(name) < before]
        for name in old:
            default_storage.delete(name)
        self.stdout.write(f"Đã xoá {len(old)} tệp không có bản ghi.")


def _all_files(folder: str):
    """Names of all stored files below a folder, as rows store them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{file}" for file in files)
    for inner in folders:
        yield from _all_files(f"{prefix}{inner}")
