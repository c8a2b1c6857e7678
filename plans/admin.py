"""Back office of plans: the fields of reform. Plans and tasks are changed on their own pages, which record it."""

from django.contrib import admin

from plans.models import Area


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "order")
    list_editable = ("order",)
    search_fields = ("name", "code")
