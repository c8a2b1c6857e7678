"""Documents on their way in, for the list of plans; asked only by the page that shows them."""

from django.utils.functional import SimpleLazyObject

from intake.models import PlanIntake

MOST_SHOWN = 5


def waiting_documents(request):
    """`waiting_documents`: the newest open documents that the person may decide on; read when first shown."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting_documents": []}
    return {"waiting_documents": SimpleLazyObject(lambda: newest(user))}


def newest(user) -> list[PlanIntake]:
    return list(PlanIntake.objects.edited_by(user).waiting()[:MOST_SHOWN])
