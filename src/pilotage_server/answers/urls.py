"""Addresses of the answers by workbook."""

from django.urls import path

from . import views

app_name = "answers"
urlpatterns = [
    path("answers/", views.index, name="index"),
    path("answers/<int:key>/", views.book, name="book"),
    path("answers/sheet/<str:unit>/", views.sheet, name="sheet"),
    path("answers/sheet/<str:unit>/mail/", views.mail, name="mail"),
]
