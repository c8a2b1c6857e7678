"""Log-ins, log-outs and refused attempts, written into the record whichever page they came through."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from accounts.models import ActionRecord, User


def note_log_in(sender, request, user, **kwargs):
    ActionRecord.note(user, "đăng nhập", user)


def note_log_out(sender, request, user, **kwargs):
    if user:
        ActionRecord.note(user, "đăng xuất", user)


def note_refusal(sender, credentials, request=None, **kwargs):
    """The name that was tried is kept, never the password; a name that nobody bears may be a password typed too early."""
    person = User.objects.filter(username=credentials.get("username") or "").first()
    ActionRecord.note(None, "đăng nhập không thành công", person)


def listen() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(note_log_in, dispatch_uid="note_log_in")
    user_logged_out.connect(note_log_out, dispatch_uid="note_log_out")
    user_login_failed.connect(note_refusal, dispatch_uid="note_refusal")
