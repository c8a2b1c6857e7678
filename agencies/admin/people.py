"""People and their roles in the back office."""

import secrets

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.password_validation import validate_password

from accounts.actions import unlock_log_in
from accounts.models import User
from accounts.roles import Role
from agencies import actions
from agencies.admin.managed import ManagedAdmin
from agencies.models import Membership
from agencies.permissions import can_manage_agency, managed_agencies, managed_people
from ui.forms import BaseModelForm
from ui.vietnamese import fold


class PersonForm(BaseModelForm):
    """An account; a new one starts with a temporary password, which the person replaces at the first log-in."""

    temporary_password = forms.CharField(
        label="Mật khẩu tạm",
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Ít nhất 10 ký tự. Người dùng phải tự đặt mật khẩu mới khi đăng nhập. Để trống nếu giữ mật khẩu cũ.",
    )

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "phone", "is_active", "is_superuser"]
        labels = {
            "username": "Tên đăng nhập",
            "email": "Thư điện tử",
            "is_active": "Đang hoạt động",
            "is_superuser": "Quản trị toàn hệ thống",
        }
        help_texts = {
            "username": "Chữ không dấu, chữ số và các ký tự @ . + - _",
            "is_active": "Bỏ đánh dấu khi người này nghỉ việc; tài khoản không bị xoá vì nhật ký còn nhắc đến.",
            "is_superuser": "Được làm mọi việc tại mọi đơn vị.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            field = self.fields["temporary_password"]
            field.required, field.initial = True, secrets.token_urlsafe(9)

    def clean_temporary_password(self) -> str:
        password = self.cleaned_data["temporary_password"]
        if password:
            validate_password(password, self.instance)
        return password


class MembershipForm(BaseModelForm):
    class Meta:
        model = Membership
        fields = ["person", "agency", "role", "title"]


class MembershipRights:
    """Roles are given and taken only at agencies that the person manages."""

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        return True

    def has_delete_permission(self, request, obj=None):
        return True

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "agency":
            kwargs["queryset"] = managed_agencies(request.user)
        if db_field.name == "person":
            kwargs["queryset"] = managed_people(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MembershipInline(MembershipRights, admin.TabularInline):
    model = Membership
    form = MembershipForm
    fields = ["agency", "role", "title"]
    autocomplete_fields = ["agency"]
    extra = 1
    verbose_name_plural = "Vai trò tại các đơn vị"


class RoleFilter(admin.SimpleListFilter):
    title = "vai trò"
    parameter_name = "vai-tro"

    def lookups(self, request, model_admin):
        return Role.choices

    def queryset(self, request, queryset):
        if self.value() not in Role.values:
            return queryset
        return queryset.filter(pk__in=Membership.objects.filter(role=self.value()).values("person"))


@admin.register(User)
class UserAdmin(ManagedAdmin):
    form = PersonForm
    list_display = ["full_name", "username", "roles", "is_active", "must_change_password", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["full_name"]
    search_help_text = "Tìm theo họ tên hoặc tên đăng nhập; không cần gõ dấu."
    inlines = [MembershipInline]
    actions = ["unlock"]

    def manages(self, user, obj):
        return managed_people(user).filter(pk=obj.pk).exists()

    def lookup_allowed(self, lookup, value, request=None):
        """Nobody guesses a password's print, letter by letter, from the address of the list."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request):
        return managed_people(request.user).prefetch_related("memberships__agency")

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", "full_name", "username")
        found = [pk for pk, name, username in rows if all(word in fold(f"{name} {username}") for word in words)]
        return queryset.filter(pk__in=found), False

    @admin.display(description="Vai trò")
    def roles(self, person):
        return "; ".join(f"{row.get_role_display()}, {row.agency}" for row in person.memberships.all()) or "Chưa có"

    def get_fields(self, request, obj=None):
        fields = ["full_name", "username", "email", "phone", "temporary_password", "is_active"]
        return [*fields, "is_superuser"] if request.user.is_superuser else fields

    def save_model(self, request, obj, form, change):
        actions.save_person(by=request.user, person=obj, temporary_password=form.cleaned_data["temporary_password"])

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for membership in formset.deleted_objects:
            actions.revoke_role(by=request.user, membership=membership)
        for membership in [*formset.new_objects, *(changed for changed, _ in formset.changed_objects)]:
            actions.grant_role(by=request.user, membership=membership)

    @admin.action(description="Mở khoá đăng nhập cho người đã chọn")
    def unlock(self, request, queryset):
        for person in queryset:
            unlock_log_in(by=request.user, person=person)
        messages.success(request, f"Đã mở khoá đăng nhập cho {len(queryset)} người.")


@admin.register(Membership)
class MembershipAdmin(MembershipRights, ManagedAdmin):
    form = MembershipForm
    list_display = ["person", "role", "agency", "title"]
    list_display_links = ["person", "role"]
    list_filter = ["role"]
    list_select_related = ["person", "agency"]
    search_fields = ["agency__search_text"]
    search_help_text = "Tìm theo tên đơn vị; không cần gõ dấu."
    autocomplete_fields = ["person", "agency"]
    ordering = ["agency__sort_key", "role"]
    actions = None

    def manages(self, user, obj):
        return can_manage_agency(user, obj.agency)

    def get_queryset(self, request):
        return Membership.objects.filter(agency__in=managed_agencies(request.user))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(agency__search_text__contains=word)
        return queryset, False

    def get_readonly_fields(self, request, obj=None):
        """A role passes to nobody else: it is taken from one person and given to another, so that both are recorded."""
        return ["person"] if obj else []

    def save_model(self, request, obj, form, change):
        actions.grant_role(by=request.user, membership=obj)

    def delete_model(self, request, obj):
        actions.revoke_role(by=request.user, membership=obj)
