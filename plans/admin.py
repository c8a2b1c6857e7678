"""Back office of plans: the fields of reform. Plans and tasks are changed on their own pages, which record it."""

from django.contrib import admin

from accounts.models import ActionRecord
from plans.models import Area


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "order")
    list_editable = ("order",)
    search_fields = ("name", "code")
    actions = None  # one by one, so that each is recorded

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        changed = [str(form.fields[name].label) for name in form.changed_data if name in form.fields]
        ActionRecord.note(request.user, "sửa lĩnh vực" if change else "lập lĩnh vực", obj, changed=changed)

    def delete_model(self, request, obj):
        ActionRecord.note(request.user, "xoá lĩnh vực", obj)
        super().delete_model(request, obj)
