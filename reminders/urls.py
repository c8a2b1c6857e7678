"""Addresses of what waits for a person, of what is asked and answered, and of the choice of mail."""

from django.urls import path

from reminders.views import asking, choices, duties, enquiries, nudging

app_name = "reminders"

urlpatterns = [
    path("viec-can-lam/", duties.duties, name="duties"),
    path("don-doc/", enquiries.enquiries, name="enquiries"),
    path("don-doc/gui/", asking.ask, name="ask"),
    path("don-doc/nhac-bao-cao/<int:submission_pk>/", nudging.nudge, name="nudge"),
    path("don-doc/nhac-don-vi-cham/", nudging.nudge_late, name="nudge_late"),
    path("don-doc/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("don-doc/<int:pk>/tra-loi/", enquiries.answer, name="answer"),
    path("don-doc/<int:pk>/bao-cao-them/", enquiries.ask_more, name="ask_more"),
    path("don-doc/<int:pk>/ket-thuc/", enquiries.close, name="close"),
    path("don-doc/<int:pk>/tai-lieu/<int:file_pk>/", enquiries.paper, name="paper"),
    path("tai-khoan/thu-nhac-viec/", choices.choices, name="choices"),
]
