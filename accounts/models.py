"""People who log in, and the record of what each of them did."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from accounts.context import current_address


class User(AbstractUser):
    """A person with an account (người dùng); what they may do comes from their memberships, not from flags here."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150)
    phone = models.CharField("số điện thoại", max_length=20, blank=True)
    must_change_password = models.BooleanField(
        "phải đổi mật khẩu khi đăng nhập",
        default=False,
        help_text="Bật khi cấp mật khẩu tạm: người dùng phải tự đặt mật khẩu mới trước khi làm việc.",
    )

    REQUIRED_FIELDS = ["full_name", "email"]
    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["full_name", "username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username


class ActionRecordQuerySet(models.QuerySet):
    def about(self, target: models.Model):
        """Everything that was done to one object."""
        return self.filter(object_type=ContentType.objects.get_for_model(target), object_id=target.pk)

    def lately(self, by: "User", verb: str, target: models.Model, since):
        """What this person did to one object since a moment, from the address they are at now."""
        return self.about(target).filter(by=by, verb=verb, at__gt=since, address=current_address())


class ActionRecord(models.Model):
    """Who did what to which object, when, and from which address (nhật ký). Written once, never changed."""

    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="records", verbose_name="người thực hiện")
    verb = models.CharField("việc", max_length=100)
    object_type = models.ForeignKey(ContentType, models.PROTECT, null=True, verbose_name="loại")
    object_id = models.BigIntegerField("mã đối tượng", null=True)
    object = GenericForeignKey("object_type", "object_id")
    label = models.CharField("đối tượng", max_length=300, blank=True)
    detail = models.JSONField("chi tiết", default=dict, blank=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)

    objects = ActionRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="record_by_object")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"

    @classmethod
    def note(cls, by: User | None, verb: str, target: models.Model | None = None, **detail) -> "ActionRecord":
        """Write one line of the record; the person's address comes from the request that is being served."""
        known = target is not None
        return cls.objects.create(
            by=by,
            verb=verb,
            object_type=ContentType.objects.get_for_model(target) if known else None,
            object_id=target.pk if known else None,
            label=str(target)[:300] if known else "",
            detail=detail,
            address=current_address(),
        )


class OneTimeKey(models.Model):
    """A form that was carried out, so that a double click or a page sent again does not do it twice (khoá gửi một lần)."""

    key = models.UUIDField()
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    result_url = models.CharField(max_length=300, default="")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "khoá gửi một lần"
        verbose_name_plural = "khoá gửi một lần"
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_time_key_once")]

    def __str__(self) -> str:
        return str(self.key)
