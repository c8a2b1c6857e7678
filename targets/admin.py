"""Back office of targets: the library of indicators for looking things up. It is changed on its own pages, which record it."""

from django.contrib import admin

from targets.models import Exemption, Indicator, Publication


class ReadOnly:
    """What an action decides is not changed behind its back."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PublicationRows(ReadOnly, admin.TabularInline):
    model = Publication
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "name", "area", "kind", "source_kind", "owner", "retired_on")
    list_filter = ("kind", "source_kind", "area")
    list_select_related = ("area", "owner")
    search_fields = ("search_text",)
    inlines = [PublicationRows]


@admin.register(Exemption)
class ExemptionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("agency", "indicator", "from_day", "until", "reason", "by")
    list_select_related = ("agency", "indicator", "by")
    search_fields = ("agency__search_text", "indicator__search_text")
