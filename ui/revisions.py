"""Two people saving the same object: the second is told who saved and when, and loses nothing."""

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime


class StaleRevision(ValidationError):
    """Somebody saved this object after the page was opened. Carries the revision now on file."""

    def __init__(self, what: str, *, revision: int, saved_by=None, saved_at=None):
        self.revision = revision
        who = f"{saved_by} đã lưu" if saved_by else "Người khác đã lưu"
        when = f" lúc {localtime(saved_at):%H:%M ngày %d/%m/%Y}" if saved_at else ""
        super().__init__(
            f"{who} {what}{when}, sau khi anh/chị mở trang này, nên nội dung của anh/chị chưa được lưu. Những gì anh/chị gõ vẫn còn "
            "nguyên bên dưới. Hãy xem các chỗ khác nhau, sửa nếu cần, rồi bấm lưu lần nữa để ghi nội dung của anh/chị.",
            code="stale",
        )


def require_revision(found: int, opened: int, what: str, *, saved_by=None, saved_at=None) -> None:
    """Refuse when the object on file (`found`) is no longer the one that the page was opened with."""
    if found != opened:
        raise StaleRevision(what, revision=found, saved_by=saved_by, saved_at=saved_at)
