"""Signing in with the organisation's identity provider: there and back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pilotage_server.units import provider
from pilotage_server.units.problems import RefusalError
from pilotage_server.units.returning import own_address

from .sign_in import admitted, failed

NEXT = "provider-next"


@never_cache
@require_GET
def there(request: HttpRequest) -> HttpResponseBase:
    """To the provider. A link, not a form: the policy lets no form leave the site."""
    if not provider.is_on():
        raise Http404
    request.session[NEXT] = own_address(request, request.GET.get("next", ""))
    return provider.send(request, request.build_absolute_uri(reverse("units:provider_back")))


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: signed in, or told in one sentence why not."""
    if not provider.is_on():
        raise Http404
    person = provider.returned(request)
    try:
        user = provider.account_of(person)
    except RefusalError:
        failed(request, person.name)
        raise
    return admitted(request, user, request.session.pop(NEXT, "/"))
