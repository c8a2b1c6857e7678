"""Groups of agencies in the back office; members come and go from a day on."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies import actions, reorganising
from agencies.admin.managed import ManagedAdmin
from agencies.admin.reorganise import Step, page
from agencies.forms import GroupForm, RegroupForm
from agencies.models import AgencyGroup, GroupMembership, lives_on
from agencies.permissions import can_manage_agency, managed_agencies
from ui.filters import page_of
from ui.vietnamese import fold


def managed_groups(user):
    return AgencyGroup.objects.filter(owner__in=managed_agencies(user))


@require_http_methods(["GET", "HEAD", "POST"])
def regroup(request, pk: int):
    group = get_object_or_404(managed_groups(request.user), pk=pk)
    form = RegroupForm(request.POST or None, user=request.user)

    def given() -> dict:
        leaving = list(form.cleaned_data["leaving"])
        return {"group": group, "joining": form.joiners, "leaving": leaving, "day": form.cleaned_data["day"]}

    step = Step(
        title=f"Thành viên nhóm: {group}",
        action="Đổi thành viên",
        form=form,
        preview=lambda: reorganising.regrouping(**given()),
        carry_out=lambda seen: actions.set_group_members(
            by=request.user, **given(), today=timezone.localdate(), seen=seen
        ),
        done=f"Đã ghi thành viên mới của nhóm {group}.",
        back_url=reverse("admin:agencies_agencygroup_change", args=[group.pk]),
    )
    return page(request, step)


@admin.register(AgencyGroup)
class AgencyGroupAdmin(ManagedAdmin):
    list_display = ["name", "code", "unit_noun", "owner", "members_today"]
    list_select_related = ["owner"]
    search_fields = ["search_text"]
    change_form_template = "admin/agencies/agencygroup/change_form.html"

    def manages(self, user, obj):
        return can_manage_agency(user, obj.owner)

    def get_queryset(self, request):
        members = GroupMembership.objects.filter(lives_on(timezone.localdate()), group=OuterRef("pk")).order_by()
        counted = members.values("group").annotate(number=Count("pk")).values("number")
        return managed_groups(request.user).annotate(members=Coalesce(Subquery(counted), 0))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset, False

    @admin.display(description="Thành viên hôm nay", ordering="members")
    def members_today(self, group):
        return group.members

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The group with a page of its members: a group of the whole country has more than fit on one."""
        members = GroupMembership.objects.filter(group=object_id if object_id.isdecimal() else None)
        members = members.select_related("agency").order_by("agency__sort_key", "from_day")
        context = {"page": page_of(members, request.GET)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})

    def get_form(self, request, obj=None, change=False, **kwargs):
        return type("ScopedGroupForm", (GroupForm,), {"user": request.user})

    def save_model(self, request, obj, form, change):
        actions.save_group(by=request.user, group=obj)

    def get_urls(self):
        members = path("<int:pk>/thanh-vien/", self.admin_site.admin_view(regroup), name="agencies_agencygroup_regroup")
        return [members, *super().get_urls()]
