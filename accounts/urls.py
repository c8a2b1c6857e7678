"""Paths of log-in and of one's own account."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", views.LogInView.as_view(), name="login"),
    path("dang-xuat/", views.LogOutView.as_view(), name="logout"),
    path("doi-mat-khau/", views.change_password, name="password_change"),
    path("tai-khoan/", views.profile, name="profile"),
]
