"""What all lists of the back office share: rights come from roles at agencies, nothing is deleted."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect

from agencies.permissions import can_manage_somewhere


class ChosenForm(ActionForm):
    action = forms.ChoiceField(label="Với các dòng đã chọn:")


class ManagedAdmin(admin.ModelAdmin):
    """Open to whoever administers an agency; subclasses narrow the rows to what that person manages."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    action_form = ChosenForm

    def has_module_permission(self, request):
        return can_manage_somewhere(request.user)

    def has_view_permission(self, request, obj=None):
        return can_manage_somewhere(request.user) and (obj is None or self.manages(request.user, obj))

    def has_add_permission(self, request):
        return can_manage_somewhere(request.user)

    def has_change_permission(self, request, obj=None):
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def manages(self, user, obj) -> bool:
        """Whether this object is among those that the person looks after."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal that only the action could see (two people at once) is said above the form, not as a broken page."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            tell_refusal(request, refusal)
            return HttpResponseRedirect(request.get_full_path())


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def tell_refusal(request, refusal: ValidationError) -> None:
    for message in refusal.messages:
        messages.error(request, message)
