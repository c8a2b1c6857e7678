"""Log-in and the change of one's own password."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, UsernameField

from accounts.models import User
from ui.forms import BaseForm, FormHabits


class LogInForm(FormHabits, AuthenticationForm):
    """Username and password. The reason of a refusal never says which of the two was wrong."""

    username = UsernameField(
        label="Tên đăng nhập", widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"})
    )
    password = forms.CharField(
        label="Mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường. "
            "Nếu quên mật khẩu, hãy liên hệ người quản trị của cơ quan để được cấp lại."
        ),
        "inactive": "Tài khoản này đã ngừng hoạt động. Hãy liên hệ người quản trị của cơ quan.",
    }


class PasswordForm(BaseForm):
    """The password in use, and the new one twice."""

    old_password = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password1 = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không chỉ gồm chữ số, không quá giống tên của anh/chị, không quá dễ đoán.",
    )
    new_password2 = forms.CharField(
        label="Gõ lại mật khẩu mới", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("Mật khẩu đang dùng không đúng.")
        return old

    def clean(self) -> dict:
        cleaned = super().clean()
        old, new, again = (cleaned.get(name) for name in ("old_password", "new_password1", "new_password2"))
        if new and again and new != again:
            self.add_error("new_password2", "Hai lần gõ mật khẩu mới không giống nhau.")
        if new and old and new == old:
            self.add_error("new_password1", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        if new and not self.errors:
            self._require_strong(new)
        return cleaned

    def _require_strong(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.user)
        except forms.ValidationError as refusal:
            self.add_error("new_password1", refusal)
