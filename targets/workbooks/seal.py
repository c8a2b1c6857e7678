"""For whom a file was made, signed, so that a file for another agency, form or period is told from this one."""

from dataclasses import asdict, dataclass

from django.core import signing
from django.core.exceptions import ValidationError

from targets.workbooks.layout import LAYOUT

SALT = "targets.workbooks"
PIECE = 30_000  # a cell holds 32,767 characters
FROM_HERE = "Hãy dùng tệp tải từ trang này."
NO_SEAL = f"Tệp không có mã nhận biết của hệ thống. {FROM_HERE}"
BROKEN_SEAL = f"Mã nhận biết trong tệp đã bị sửa, hoặc tệp của một hệ thống khác. {FROM_HERE}"
OLD_LAYOUT = "Tệp được tải về từ trước khi hệ thống đổi mẫu. Hãy tải tệp mới và chép số liệu sang."


@dataclass(frozen=True, slots=True)
class Seal:
    """Form, period and reports of a file; `about` says it in words."""

    form: int
    period: int
    reports: tuple[int, ...]
    about: str
    layout: int = LAYOUT

    def pieces(self) -> list[str]:
        """The signed text, cut so that each piece fits into a cell."""
        text = signing.dumps(asdict(self), salt=SALT, compress=True)
        return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def unseal(text: str) -> Seal:
    """What a file says it is; refused where the signature does not hold or the layout is another one."""
    if not text:
        raise ValidationError(NO_SEAL)
    try:
        said = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise ValidationError(BROKEN_SEAL) from None
    if said["layout"] != LAYOUT:
        raise ValidationError(OLD_LAYOUT)
    return Seal(**{**said, "reports": tuple(said["reports"])})
