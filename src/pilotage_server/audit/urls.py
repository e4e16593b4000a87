"""The address of the record."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [path("record/", views.record, name="record")]
