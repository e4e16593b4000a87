"""A program that asks the site: every answer is checked against the model it promises."""

import json
from functools import cache
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from ninja.operation import Operation
from pydantic import TypeAdapter

from pilotage_server.api.actions import make_token
from pilotage_server.api.door import api
from pilotage_server.api.models import Scope
from pilotage_server.api.schemas.base import Problem

ROOT = "/api/v1"
ALL = [one.value for one in Scope]


def token_of(user: User, *scopes: str, days: int = 30) -> str:
    """The words of a fresh token of ``user``."""
    _row, words = make_token(user, "a program", scopes or ALL, days=days, further=None)
    return words


@cache
def operations() -> dict[tuple[str, str], Operation]:
    """Every operation by its method and path, as the document has them."""
    found = {}
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for one in view.operations:
                for method in one.methods:
                    found[method, path.replace("{int:", "{").replace("{slug:", "{")] = one
    return found


class Program:
    """A program with a token. Its answers are checked before they are given back."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.client = Client(headers={"accept-language": language})
        self.token = token

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request; ``body`` goes as JSON."""
        given = {"authorization": f"Bearer {self.token}"} if self.token else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Any = self.client.generic(
            method,
            ROOT + path,
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=given,
        )
        return checked(method, answer)

    def get(self, path: str, **headers: str) -> Any:
        """The JSON at ``path``, which has to be there."""
        answer: Any = self.ask("GET", path, **headers)
        assert answer.status_code == 200, (path, answer.content.decode())
        return answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a write."""
        return self.ask("POST", path, {} if body is None else body, **headers)

    def send(self, path: str, form: dict[str, Any], **headers: str) -> Any:
        """Send files (multipart/form-data)."""
        given = {"authorization": f"Bearer {self.token}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.post(ROOT + path, form, headers=given)
        return checked("POST", answer)


def checked(method: str, answer: Any) -> Any:
    """``answer``, which is of the model that its operation promises."""
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", answer.content
        problem = Problem.model_validate(answer.json())
        assert problem.status == answer.status_code
        assert problem.detail
        return answer
    if answer.status_code in (204, 304) or answer["Content-Type"] != "application/json":
        return answer
    route = answer.resolver_match.route.removeprefix("api/v1/")
    path = "/" + route.replace("<int:", "{").replace("<slug:", "{").replace("<", "{").replace(
        ">", "}"
    )
    models: Any = operations()[method, path].response_models
    wanted = models[answer.status_code].model_fields["response"].annotation
    TypeAdapter(wanted).validate_json(answer.content)
    return answer
