"""What was shown before it is confirmed: it travels, signed, inside the page, for its reader alone and not for ever."""

from django.core import signing
from django.core.exceptions import ValidationError

from accounts.models import User

KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation


def pack(user: User, content, *, salt: str) -> str:
    """content: anything that JSON can hold. salt: another for each page, so that one's cannot be confirmed on another."""
    return signing.dumps([user.pk, content], salt=salt, compress=True)


def unpack(user: User, packed: str, *, salt: str):
    try:
        person, content = signing.loads(packed, salt=salt, max_age=KEPT_FOR)
    except signing.BadSignature:
        person, content = None, None
    if person != user.pk:
        raise ValidationError("Bản xem trước đã quá hai giờ hoặc không phải của anh/chị. Hãy tải tệp lên lần nữa.")
    return content
