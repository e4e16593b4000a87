from django.urls import path

from . import views

app_name = "units"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("language/<str:code>/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
