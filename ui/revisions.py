"""Two people saving the same object: the second is told who saved and when, and loses nothing."""

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

MOST_DIGITS = 9  # of a revision; more are no number that a page has sent


class StaleRevision(ValidationError):
    """Somebody saved this object after the page was opened. Carries the revision now on file.

    pressed: what is said where nothing was typed, only a button pressed.
    """

    def __init__(self, what: str, *, revision: int, saved_by=None, saved_at=None):
        self.revision = revision
        who = f"{saved_by} đã lưu" if saved_by else "Người khác đã lưu"
        when = f" lúc {localtime(saved_at):%H:%M ngày %d/%m/%Y}" if saved_at else ""
        saved = f"{who} {what}{when}, sau khi anh/chị mở trang này"
        self.pressed = f"{saved}, nên việc này chưa được làm. Hãy xem nội dung hiện nay rồi bấm lần nữa nếu vẫn muốn."
        super().__init__(
            f"{saved}, nên nội dung của anh/chị chưa được lưu. Những gì anh/chị gõ vẫn còn "
            "nguyên bên dưới. Hãy xem các chỗ khác nhau, sửa nếu cần, rồi bấm lưu lần nữa để ghi nội dung của anh/chị.",
            code="stale",
        )


def require_revision(found: int, opened: int, what: str, *, saved_by=None, saved_at=None) -> None:
    """Refuse when the object on file (`found`) is no longer the one that the page was opened with."""
    if found != opened:
        raise StaleRevision(what, revision=found, saved_by=saved_by, saved_at=saved_at)


def revision_in(request) -> int:
    """The revision that a page of buttons sends; 0, which nothing has, where it sends none."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) <= MOST_DIGITS else 0


def refused_press(refusal: ValidationError) -> str:
    """Why a button did nothing, in one text."""
    return refusal.pressed if isinstance(refusal, StaleRevision) else " ".join(refusal.messages)
