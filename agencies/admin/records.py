"""The record of actions: read by whoever administers everything, changed by nobody."""

from django.contrib import admin

from accounts.models import ActionRecord


@admin.register(ActionRecord)
class ActionRecordAdmin(admin.ModelAdmin):
    list_display = ["at", "by", "verb", "label", "address"]
    list_display_links = ["at", "verb"]
    list_select_related = ["by"]
    list_filter = ["verb"]
    date_hierarchy = "at"
    search_fields = ["label", "verb", "by__full_name", "by__username"]
    search_help_text = "Tìm theo đối tượng, việc, họ tên hoặc tên đăng nhập."
    fields = ["at", "by", "verb", "object_type", "label", "detail", "address"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
