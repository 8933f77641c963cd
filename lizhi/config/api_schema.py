"""What the document says of errors: each status that may come, and how its body looks.

Rooms say what their calls answer when all is well. What goes wrong is answered in one place
(`api_errors`) and follows from what a call takes, so it is said in one place too.
"""

from typing import Any

from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from lizhi.config.api_errors import JSON, SAID

ALWAYS = {400, 401, 403}
ABOUT_SOMETHING = {404, 409}
"""The address, or what is sent, names something: it is not there, or its rules say no."""
OF_A_BODY = {413, 415}
UNUSABLE = 422
TEXT = {"type": "string"}
ERRORS: dict[str, Any] = {
    "Error": {
        "title": "Error",
        "description": "`code` is for programs, `reason` a sentence for people.",
        "type": "object",
        "properties": {"code": TEXT, "reason": {**TEXT, "minLength": 1}},
        "required": ["code", "reason"],
    },
    "Unusable": {
        "title": "Unusable",
        "description": "`detail` names each value that cannot be used: where it is, and why.",
        "type": "object",
        "properties": {
            "code": {"const": "invalid", "type": "string"},
            "reason": {**TEXT, "minLength": 1},
            "detail": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "type": TEXT,
                        "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                        "msg": TEXT,
                    },
                    "required": ["type", "loc", "msg"],
                },
            },
        },
        "required": ["code", "reason", "detail"],
    },
}


class Api(NinjaAPI):
    """An API whose document tells of its errors."""

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,
    ) -> OpenAPISchema:
        """The OpenAPI 3.1 document."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        document["components"]["schemas"].update(ERRORS)
        with translation.override("en"):  # as everything else in it
            for methods in document["paths"].values():
                for call in methods.values():
                    _tell(call)
        return document


def statuses_of(call: dict[str, Any]) -> set[int]:
    """What may go wrong with a call that takes these parameters and this body."""
    parameters, body = call["parameters"], "requestBody" in call
    found = set(ALWAYS)
    if parameters or body:
        found.add(UNUSABLE)
    if body or any(one["in"] == "path" for one in parameters):
        found |= ABOUT_SOMETHING
    return found | OF_A_BODY if body else found


def _tell(call: dict[str, Any]) -> None:
    said = {int(status): answer for status, answer in call["responses"].items()}
    for status in statuses_of(call) - set(said):
        said[status] = _error(status)
    call["responses"] = {str(status): said[status] for status in sorted(said)}


def _error(status: int) -> dict[str, Any]:
    name = "Unusable" if status == UNUSABLE else "Error"
    schema = {"$ref": f"#/components/schemas/{name}"}
    sentence = str(SAID[status][1]) if status in SAID else "The rules of this house say no."
    return {"description": sentence, "content": {JSON: {"schema": schema}}}
