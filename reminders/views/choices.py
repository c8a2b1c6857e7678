"""Whether I want the daily mail, and what was sent to me lately."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reminders.actions.choices import choose
from reminders.forms import ChoiceForm
from reminders.models import Digest, ReminderChoice

LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    held = ReminderChoice.objects.filter(person=request.user).first()
    data = request.POST if request.method == "POST" else None
    form = ChoiceForm(data, initial={"by_mail": held is None or held.by_mail})
    if form.is_valid():
        choose(by=request.user, by_mail=form.cleaned_data["by_mail"])
        messages.success(request, "Đã lưu lựa chọn nhắc việc.")
        return redirect("reminders:choices")
    digests = Digest.objects.filter(person=request.user)[:LATEST]
    return render(request, "reminders/choices.html", {"form": form, "digests": digests})
