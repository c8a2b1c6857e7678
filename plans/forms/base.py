"""The base of this app's forms: the form reads what was typed, the action checks the whole object."""

from django.forms.models import construct_instance

from ui.forms import BaseModelForm


class ActionForm(BaseModelForm):
    """Puts what was typed into the instance and leaves the model's constraints to the action, which says at which field."""

    def _post_clean(self):
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
