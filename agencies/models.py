"""Agencies, their dated places in the tree, what became of them, groups of them, and people's roles in them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.roles import Role
from ui.vietnamese import fold


def lives_on(day: date, start: str = "from_day", end: str = "until") -> Q:
    """Rows whose half-open life [start, end) holds `day`; an empty start or end is open."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day})
    )


class AgencyQuerySet(models.QuerySet):
    def alive_on(self, day: date):
        return self.filter(lives_on(day, "founded_on", "dissolved_on"))

    def at_or_below(self, agency: "Agency"):
        """The agency and everything below it in today's tree, the dissolved included where they last stood."""
        return self.filter(path__startswith=agency.path)

    def matching(self, words: str):
        """Agencies whose name or code holds every given word, whatever the accents and the case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Agency(models.Model):
    """An agency or unit (cơ quan, đơn vị). Never deleted: it ends on a day, and `Succession` says what became of it.

    `parent`, `path`, `depth` are an index of today's tree, made from `Placement`; `path` is "/1/5/9/", itself included.
    """

    class Kind(models.TextChoices):
        MINISTRY = "ministry", "Bộ, cơ quan ngang bộ"
        PROVINCE = "province", "UBND tỉnh, thành phố"
        DEPARTMENT = "department", "Sở, ban, ngành"
        DISTRICT = "district", "UBND quận, huyện (trước 01/7/2025)"
        COMMUNE = "commune", "UBND xã, phường, đặc khu"
        OFFICE = "office", "Phòng, văn phòng"
        BRANCH = "branch", "Chi nhánh"
        CENTRE = "centre", "Trung tâm, đơn vị sự nghiệp"
        BOARD = "board", "Ban quản lý"
        OTHER = "other", "Khác"

    code = models.CharField("mã đơn vị", max_length=30, unique=True, error_messages={"unique": "Mã đơn vị này đã có."})
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=12, choices=Kind)
    founded_on = models.DateField("thành lập từ ngày", null=True, blank=True, help_text="Để trống nếu không rõ.")
    dissolved_on = models.DateField(
        "kết thúc hoạt động từ ngày", null=True, blank=True, help_text="Ngày đầu tiên đơn vị không còn hoạt động."
    )
    decision = models.CharField("quyết định thành lập", max_length=100, blank=True)
    is_sample = models.BooleanField("đơn vị minh hoạ", default=False, editable=False)

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="children", verbose_name="cấp trên"
    )
    path = models.CharField(max_length=200, editable=False, default="", db_index=True)
    depth = models.PositiveSmallIntegerField(editable=False, default=0)
    search_text = models.CharField(max_length=400, editable=False, default="")
    sort_key = models.CharField(max_length=800, editable=False, default="", db_index=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gt=F("founded_on")),
                name="agency_ends_after_it_begins",
                violation_error_message="Ngày kết thúc hoạt động phải sau ngày thành lập.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_alive_on(self, day: date) -> bool:
        begun = self.founded_on is None or self.founded_on <= day
        return begun and (self.dissolved_on is None or day < self.dissolved_on)


class TreeDay(models.Model):
    """The day whose tree and names the index in Agency shows (ngày của cây tổ chức): one row, of key 1."""

    day = models.DateField("ngày")

    class Meta:
        verbose_name = "ngày của cây tổ chức"
        verbose_name_plural = "ngày của cây tổ chức"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class Placement(models.Model):
    """Under which parent an agency stood from a day until a day (vị trí trong cây tổ chức); a root has no parent."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="placements", verbose_name="đơn vị")
    parent = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="placements_below", verbose_name="cấp trên"
    )
    from_day = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vị trí trong cây tổ chức"
        verbose_name_plural = "vị trí trong cây tổ chức"
        ordering = ["agency", F("from_day").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="placement_ends_after_it_begins",
                violation_error_message="Vị trí phải kết thúc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("agency")),
                name="placement_not_under_itself",
                violation_error_message="Đơn vị không thể trực thuộc chính mình.",
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(until__isnull=True), name="placement_one_open_per_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} thuộc {self.parent or '(cấp cao nhất)'}"


class Succession(models.Model):
    """One step in the life of agencies (sắp xếp tổ chức): who continues whose work, from which day, by which decision.

    A rename keeps the agency (predecessor = successor) and its old name; a merger or a split is several rows; a
    dissolution may have no successor.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", "đổi tên"
        MERGE = "merge", "sáp nhập"
        SPLIT = "split", "tách"
        DISSOLVE = "dissolve", "giải thể"

    kind = models.CharField("hình thức", max_length=8, choices=Kind)
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions", verbose_name="đơn vị tiền thân")
    successor = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="origins", verbose_name="đơn vị kế tiếp"
    )
    day = models.DateField("từ ngày")
    decision = models.CharField("số quyết định", max_length=100, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    old_name = models.CharField("tên cũ", max_length=200, blank=True)
    new_name = models.CharField("tên mới", max_length=200, blank=True)
    new_short_name = models.CharField("tên gọi tắt mới", max_length=60, blank=True)

    class Meta:
        verbose_name = "sắp xếp tổ chức"
        verbose_name_plural = "sắp xếp tổ chức"
        ordering = ["-day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="rename") & Q(successor=F("predecessor")))
                | (~Q(kind="rename") & (Q(successor__isnull=True) | ~Q(successor=F("predecessor")))),
                name="succession_rename_keeps_the_agency",
                violation_error_message="Chỉ đổi tên mới giữ nguyên đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(kind="dissolve") | Q(successor__isnull=False),
                name="succession_has_successor",
                violation_error_message="Cần ghi đơn vị kế tiếp.",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor", "day", "kind"],
                name="succession_once",
                violation_error_message="Việc sắp xếp này đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.day:%d/%m/%Y}"


class AgencyGroupQuerySet(models.QuerySet):
    def within(self, agency: Agency):
        """Groups of which nobody stands outside this agency and what is below it today: what its office may put upon them."""
        outside = GroupMembership.objects.filter(until__isnull=True).exclude(agency__path__startswith=agency.path)
        return self.exclude(pk__in=outside.values("group"))


class AgencyGroup(models.Model):
    """A named set of agencies (nhóm đơn vị) used by forms, ranking and targets on a share of units."""

    code = models.CharField("mã nhóm", max_length=30, unique=True, error_messages={"unique": "Mã nhóm này đã có."})
    name = models.CharField("tên nhóm", max_length=150)
    unit_noun = models.CharField(
        "cách gọi một đơn vị",
        max_length=40,
        default="đơn vị",
        help_text="Ví dụ: phường, xã; chi nhánh; sở, ban, ngành.",
    )
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="owned_groups", verbose_name="cơ quan lập nhóm")
    search_text = models.CharField(max_length=300, editable=False, default="")
    sort_key = models.CharField(max_length=600, editable=False, default="")
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AgencyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    """An agency in a group from a day until a day (thành viên nhóm)."""

    group = models.ForeignKey(AgencyGroup, models.CASCADE, related_name="memberships", verbose_name="nhóm")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="group_memberships", verbose_name="đơn vị")
    from_day = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "thành viên nhóm"
        verbose_name_plural = "thành viên nhóm"
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="group_member_ends_after_it_begins",
                violation_error_message="Ngày ra khỏi nhóm phải sau ngày vào nhóm.",
            ),
            models.UniqueConstraint(
                fields=["group", "agency"],
                condition=Q(until__isnull=True),
                name="group_member_open_once",
                violation_error_message="Đơn vị đã ở trong nhóm này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} trong {self.group}"


class Membership(models.Model):
    """A person's role at an agency (vai trò của người dùng tại đơn vị); everything a person sees starts here."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="người dùng"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=15, choices=Role)
    title = models.CharField("chức vụ", max_length=100, blank=True)

    class Meta:
        verbose_name = "vai trò tại đơn vị"
        verbose_name_plural = "vai trò tại đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "role"],
                name="membership_once",
                violation_error_message="Người này đã có vai trò đó tại đơn vị.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.agency}"
