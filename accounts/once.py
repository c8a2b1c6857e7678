"""A form that makes something new is carried out once, however often its button is pressed."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import OneTimeKey, User

KEPT_FOR = timedelta(days=30)
NOT_CONTENT = {"csrfmiddlewaretoken", "once"}


class SentBefore(ValidationError):
    """This very page was sent before, with other content: the person came back to it and typed something new."""

    def __init__(self, result_url: str):
        self.result_url = result_url
        super().__init__(
            "Trang này đã được gửi một lần và đã được ghi. Nội dung anh/chị vừa gõ thêm chưa được lưu, vẫn còn nguyên bên "
            "dưới. Bấm lưu lần nữa nếu muốn ghi nó thành một mục mới.",
            code="sent_before",
        )


class OnceMixin:
    """For forms that create: put it first; the view passes the form to `do_once`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def digest(self) -> str:
        """A print of everything typed and of the files chosen, to tell a double click from new content."""
        lists = self.data.lists() if hasattr(self.data, "lists") else self.data.items()
        typed = sorted((name, repr(values)) for name, values in lists if name not in NOT_CONTENT)
        sent = self.files.lists() if hasattr(self.files, "lists") else []
        files = sorted((name, [(file.name, file.size) for file in chosen]) for name, chosen in sent)
        return hashlib.sha256(repr((typed, files)).encode()).hexdigest()

    def refuse(self, refusal):
        """After SentBefore the form takes a new key, so that saving once more is a decision."""
        if isinstance(refusal, SentBefore):
            self._set_typed(self.add_prefix("once"), str(uuid.uuid4()))
        super().refuse(refusal)


@transaction.atomic
def do_once(form: OnceMixin, *, by: User, act: Callable[[], str]) -> str:
    """Run `act`, which does the work and answers with the address to go to; for a form sent before, only that address.

    Two clicks at once: the second waits at the unique key until the first is through. If the first is refused, its key
    goes with its transaction and the second tries for itself.
    """
    OneTimeKey.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    row, is_new = OneTimeKey.objects.get_or_create(
        by=by, key=form.cleaned_data["once"], defaults={"digest": form.digest}
    )
    if is_new:
        row.result_url = act()
        row.save(update_fields=["result_url"])
    elif row.digest != form.digest:
        raise SentBefore(row.result_url)
    return row.result_url
