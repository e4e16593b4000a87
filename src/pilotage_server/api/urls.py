"""Addresses for programs, and the pages about them."""

from django.urls import path

from . import views
from .door import api

app_name = "api"
urlpatterns = [
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("api/", views.reference, name="reference"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/v1/", api.urls),
]
