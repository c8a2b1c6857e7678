"""Agencies and plans as choices of a form: which are offered, and how each reads."""

from datetime import date

from django import forms
from django.db.models import Q

from agencies.models import Agency
from ui.fields import SearchSelect


def agency_words(agency: Agency) -> str:
    """A room or branch is named with the agency above it, since many bear the same name."""
    above = f" ({agency.parent})" if agency.depth > 1 and agency.parent else ""
    ended = f" – đến trước {agency.dissolved_on:%d/%m/%Y}" if agency.dissolved_on else ""
    return f"{agency}{above}{ended}"


def agencies_beside(agency: Agency, today: date, chosen=()):
    """Whom a plan of this agency can name: every agency of the same province alive today, and those already named."""
    root = f"/{agency.path.strip('/').split('/')[0]}/"
    offered = Q(pk__in=Agency.objects.alive_on(today).filter(path__startswith=root).values("pk"))
    return Agency.objects.filter(offered | Q(pk__in=[one.pk for one in chosen if one])).select_related("parent")


class AgencyField(forms.ModelChoiceField):
    widget = SearchSelect

    def label_from_instance(self, obj):
        return agency_words(obj)


class AgenciesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return agency_words(obj)


class PlanField(forms.ModelChoiceField):
    """A plan by number and summary; many plans of one year differ in these only."""

    widget = SearchSelect

    def label_from_instance(self, obj):
        number = f"{obj.number}: " if obj.number else ""
        return f"{number}{obj.summary} ({obj.issuer}, {obj.years})"[:200]
