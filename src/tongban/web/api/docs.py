"""/api/v1/docs: the description of the interface as a page, without script and without a CDN."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.web.api.service import api


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a call takes outside its body."""

    name: str
    place: str
    required: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One call: method, address, meaning, what goes in and out."""

    method: str
    address: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    takes: str
    gives: str


@dataclass(frozen=True, slots=True)
class Group:
    """The calls of one tag."""

    name: str
    calls: tuple[Call, ...]


def show(request: HttpRequest) -> HttpResponse:
    """Every call, by group."""
    return render(request, "api/docs.html", {"groups": groups()})


@cache
def groups() -> tuple[Group, ...]:
    """The calls of the description, in its own order."""
    found: dict[str, list[Call]] = {}
    for address, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_call(method, address, told))
    return tuple(Group(name, tuple(calls)) for name, calls in found.items())


def _call(method: str, address: str, told: dict[str, Any]) -> Call:
    good = next(answer for status, answer in told["responses"].items() if int(status) < 300)
    return Call(
        method=method.upper(),
        address=address,
        summary=told["summary"],
        about=told.get("description", ""),
        parameters=tuple(
            Parameter(each["name"], each["in"], each.get("required", False))
            for each in told.get("parameters", ())
        ),
        takes=_schema(told.get("requestBody", {})),
        gives=_schema(good),
    )


def _schema(told: dict[str, Any]) -> str:
    """The name of the body's schema, ``[Name]`` for a list of it."""
    content = told.get("content", {})
    if "multipart/form-data" in content:
        return "multipart/form-data"
    schema = content.get("application/json", {}).get("schema", {})
    many = schema.get("type") == "array"
    name = (schema.get("items", {}) if many else schema).get("$ref", "").rpartition("/")[2]
    return f"[{name}]" if many else name
