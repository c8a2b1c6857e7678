"""Agencies in the back office: the list with their places in the tree, one agency, and what can be done with it."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import ActionRecord
from agencies import actions
from agencies.admin import importing, reorganise, reorganise_list
from agencies.admin.managed import ManagedAdmin, ReadOnlyInline
from agencies.forms import AgencyForm, NewAgencyForm
from agencies.models import Agency, AgencyGroup, Placement, Succession
from agencies.permissions import can_manage_agency, managed_agencies

LATEST_RECORDS = 20


class LifeFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh-trang"

    def lookups(self, request, model_admin):
        return [("dang", "Đang hoạt động"), ("sap", "Sắp hoạt động"), ("het", "Đã kết thúc")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "dang":
            return queryset.alive_on(today)
        if self.value() == "sap":
            return queryset.filter(founded_on__gt=today)
        return queryset.filter(dissolved_on__lte=today) if self.value() == "het" else queryset


class GroupFilter(admin.SimpleListFilter):
    title = "nhóm"
    parameter_name = "nhom"

    def lookups(self, request, model_admin):
        groups = AgencyGroup.objects.filter(owner__in=managed_agencies(request.user))
        return groups.values_list("pk", "name")

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen not in [str(pk) for pk, _ in self.lookup_choices]:
            return queryset
        return queryset.filter(group_memberships__group=chosen, group_memberships__until=None)


class PlacementInline(ReadOnlyInline):
    model = Placement
    fk_name = "agency"
    fields = ["parent", "from_day", "until"]
    verbose_name_plural = "Cấp trên qua các thời kỳ"


class SuccessionInline(ReadOnlyInline):
    model = Succession
    fk_name = "predecessor"
    fields = ["kind", "successor", "day", "old_name", "new_name", "decision", "note"]
    verbose_name_plural = "Đã sắp xếp"


class OriginInline(ReadOnlyInline):
    model = Succession
    fk_name = "successor"
    fields = ["kind", "predecessor", "day", "decision", "note"]
    verbose_name = "tiền thân"
    verbose_name_plural = "Tiền thân"

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(kind=Succession.Kind.RENAME)


@admin.register(Agency)
class AgencyAdmin(ManagedAdmin):
    list_display = ["indented_name", "code", "kind", "above", "founded_on", "dissolved_on"]
    list_filter = [LifeFilter, "kind", GroupFilter]
    search_fields = ["search_text"]
    search_help_text = "Tìm theo tên, tên cũ, tên gọi tắt hoặc mã; không cần gõ dấu."
    list_select_related = ["parent__parent__parent__parent"]
    ordering = ["sort_key"]
    inlines = [PlacementInline, SuccessionInline, OriginInline]
    actions = ["start_merge", "start_split", "start_rename", "start_dissolve", "start_move"]
    change_list_template = "admin/agencies/agency/change_list.html"
    change_form_template = "admin/agencies/agency/change_form.html"

    def manages(self, user, obj):
        return can_manage_agency(user, obj)

    def get_queryset(self, request):
        return managed_agencies(request.user)

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description="Tên đơn vị", ordering="sort_key")
    def indented_name(self, agency):
        mark = " (đã kết thúc)" if agency.dissolved_on and agency.dissolved_on <= timezone.localdate() else ""
        return f"{'— ' * agency.depth}{agency.name}{mark}"

    @admin.display(description="Vị trí trong cây", ordering="path")
    def above(self, agency):
        line, above = [], agency.parent
        while above and len(line) < 4:
            line.insert(0, above.name)
            above = above.parent if len(line) < 4 else None
        return " › ".join(line) or "Cấp cao nhất"

    def get_form(self, request, obj=None, change=False, **kwargs):
        return type("ScopedAgencyForm", (AgencyForm if obj else NewAgencyForm,), {"user": request.user})

    def get_fields(self, request, obj=None):
        fields = ["code", "name", "short_name", "kind", "founded_on", "decision"]
        return fields if obj else ["code", "name", "short_name", "kind", "parent", "founded_on", "decision"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def change_view(self, request, object_id, form_url="", extra_context=None):
        found = self.get_queryset(request).filter(pk=object_id).first() if object_id.isdecimal() else None
        records = ActionRecord.objects.about(found).select_related("by")[:LATEST_RECORDS] if found else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "records": records})

    def save_model(self, request, obj, form, change):
        given = {name: form.cleaned_data[name] for name in AgencyForm.Meta.fields}
        today = timezone.localdate()
        if change:
            actions.correct_agency(by=request.user, agency=obj, today=today, **given)
        else:
            parent = form.cleaned_data["parent"]
            made = actions.create_agency(by=request.user, parent=parent, today=today, **given)
            obj.pk = made.pk
        obj.refresh_from_db()

    def get_urls(self):
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"agencies_agency_{key}")
            for key, name, view in [
                ("merge", "sap-nhap", reorganise.merge),
                ("reorganise_list", "sap-xep-theo-danh-sach", reorganise_list.reorganise_by_list),
                ("list_template", "mau-sap-xep", reorganise_list.list_template),
                ("import", "nhap-tu-tep", importing.import_agencies),
                ("import_template", "tep-mau", importing.template_file),
            ]
        ]
        own += [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"agencies_agency_{key}")
            for key, name, view in [
                ("split", "tach", reorganise.split),
                ("rename", "doi-ten", reorganise.rename),
                ("dissolve", "giai-the", reorganise.dissolve),
                ("move", "chuyen-cap-tren", reorganise.move),
            ]
        ]
        return own + super().get_urls()

    @admin.action(description="Sáp nhập các đơn vị đã chọn")
    def start_merge(self, request, queryset: QuerySet):
        chosen = urlencode({"agencies": list(queryset.values_list("pk", flat=True)[:100])}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:agencies_agency_merge')}?{chosen}")

    @admin.action(description="Tách đơn vị đã chọn")
    def start_split(self, request, queryset):
        return self._start("split", request, queryset)

    @admin.action(description="Đổi tên đơn vị đã chọn")
    def start_rename(self, request, queryset):
        return self._start("rename", request, queryset)

    @admin.action(description="Giải thể đơn vị đã chọn")
    def start_dissolve(self, request, queryset):
        return self._start("dissolve", request, queryset)

    @admin.action(description="Chuyển cấp trên của đơn vị đã chọn")
    def start_move(self, request, queryset):
        return self._start("move", request, queryset)

    def _start(self, key, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[:2])
        if len(chosen) != 1:
            messages.error(request, "Việc này làm với từng đơn vị: hãy chọn đúng một đơn vị.")
            return None
        return HttpResponseRedirect(reverse(f"admin:agencies_agency_{key}", args=chosen))
