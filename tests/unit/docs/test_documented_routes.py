import json
import re

import pytest
from fastapi.routing import APIRoute
from markdown_it.token import Token
from pydantic import TypeAdapter

from api.app import create_app
from api.conversations.schemas import TurnReply
from api.http.problems import Problem
from api.settings import Settings
from tests.unit.docs.pages import page, page_names

APP = create_app(Settings(_env_file=None))
OPENAPI = APP.openapi()["paths"]
ROUTES = {f"{method.upper()} {path}": operation for path, ways in OPENAPI.items() for method, operation in ways.items()}
SECTIONS = page("docs/http.md").sections(2)
DOCUMENTED = {name: tokens for name, tokens in SECTIONS.items() if re.match(r"[A-Z]+ /", name)}


def models() -> dict[str, object]:
    """What each route answers with, where that is a model."""
    found: dict[str, object] = {}
    pending = list(APP.routes)
    for route in pending:
        pending.extend(getattr(getattr(route, "original_router", None), "routes", ()))
        if isinstance(route, APIRoute) and route.response_model is not None:
            found |= {f"{method} {route.path}": route.response_model for method in route.methods}
    return found


def example(tokens: list[Token], label: str) -> object:
    """The JSON block that follows the paragraph ``label``, here or in the section it names; nothing where there is none."""
    for token in tokens:
        if token.type == "inline" and (other := re.fullmatch(rf"{label} as of `(.+)`", token.content)):
            return example(DOCUMENTED[other[1]], label)
    at = next((index for index, token in enumerate(tokens) if token.type == "inline" and token.content == label), None)
    if at is None:
        return None
    return json.loads(next(token.content for token in tokens[at:] if token.type == "fence"))


def test_every_route_is_documented_and_exists() -> None:
    assert set(DOCUMENTED) == set(ROUTES)


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_responses_are_what_the_route_answers(name: str) -> None:
    shown, model = example(DOCUMENTED[name], "Response"), models().get(name)
    if shown is None or model is None:
        assert ("application/json" in json.dumps(ROUTES[name]["responses"].get("200", {}))) <= (shown is not None)
        return
    adapter = TypeAdapter(model)
    assert adapter.dump_python(adapter.validate_python(shown), mode="json") == shown


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_requests_name_every_field_of_the_route(name: str) -> None:
    content = ROUTES[name].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    shown = example(DOCUMENTED[name], "Request")
    assert (shown is not None) is bool(schema)
    if isinstance(shown, dict):
        fields = APP.openapi()["components"]["schemas"][schema.rsplit("/", 1)[-1]]["properties"]
        assert set(shown) == set(fields)


def test_problem_is_as_shown() -> None:
    shown = example(SECTIONS["Errors"], "Problem")
    assert Problem.model_validate(shown).model_dump() == shown


@pytest.mark.parametrize("name", page_names())
def test_addresses_in_curl_examples_exist(name: str) -> None:
    for line in (line for block in page(name).fences("sh") for line in block.splitlines() if line.startswith("curl")):
        assert set(re.findall(r"127\.0\.0\.1:8000([^ ?']*)", line)) <= set(OPENAPI)


def test_models_are_found() -> None:
    assert models()["POST /api/chat"] is TurnReply
