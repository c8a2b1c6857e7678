"""Back office: whether the daily mail goes out. Read only, the command writes it."""

from django.contrib import admin

from reminders.models import Digest


@admin.register(Digest)
class DigestAdmin(admin.ModelAdmin):
    list_display = ("day", "person", "subject", "state", "attempts", "sent_at", "last_error")
    list_filter = ("state", "day")
    list_select_related = ("person",)
    search_fields = ("person__full_name", "person__username", "person__email")
    date_hierarchy = "day"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
