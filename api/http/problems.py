"""Errors as RFC 9457 ``application/problem+json`` with a stable ``code``; no internals in the text."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from knowledge.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable, YihaodaError

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[YihaodaError], int], ...] = (
    (InvalidInput, 422),
    (NotFound, 404),
    (Conflict, 409),
    (NotAllowed, 403),
    (Unavailable, 503),
    (YihaodaError, 500),
)
_HTTP_TEXTS = {
    400: ("bad_body", "请求体无法读取，应为 UTF-8 编码的 JSON"),
    401: ("not_signed_in", "请先登录"),
    403: ("not_allowed", "没有权限"),
    404: ("not_found", "没有这个地址"),
    405: ("method_not_allowed", "这个地址不支持这种请求方法"),
    408: ("too_slow", "内容没有在规定的时间内发完"),
    413: ("too_large", "内容太大"),
    415: ("unsupported_media_type", "不支持这种内容类型"),
    409: ("conflict", "与已有的内容冲突"),
    422: ("invalid_request", "请求不合要求"),
    429: ("too_many_requests", "请求太频繁，请稍后再试"),
    503: ("unavailable", "暂时不能服务"),
}


class Problem(BaseModel):
    """The body of every error."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = []


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how OpenAPI describes these errors."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": _HTTP_TEXTS[status][1], "content": content} for status in statuses}


def problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """Return an error response."""
    return _response(_problem(status, code, detail, errors))


def problem_of(error: Exception) -> Problem:
    """Return what may be told of an error: its own words where it is one of ours, otherwise only that there was one."""
    if isinstance(error, YihaodaError):
        detail = f"{error.message}{'。' + error.remedy if error.remedy else ''}"
        return _problem(status_of(error), error.code, detail, getattr(error, "errors", None))
    return _problem(500, "internal_error", "系统内部出错，已经记录")


def status_of(error: YihaodaError) -> int:
    """Return the HTTP status of an error of ours."""
    own: int | None = getattr(error, "http_status", None)
    return own or next(status for kind, status in _STATUS if isinstance(error, kind))


async def _ours(_request: Request, error: Exception) -> JSONResponse:
    response = _response(problem_of(error))
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _http(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code, detail = _HTTP_TEXTS.get(status, ("error", "请求没有成功"))
    response = problem(status, code, detail)
    response.headers.update(getattr(error, "headers", None) or {})  # a 405 has to name what is allowed
    return response


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    rows = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"field": ".".join(str(part) for part in row["loc"][1:]), "message": _chinese(row)} for row in rows]
    if any(row["type"] == "json_invalid" for row in rows):
        return problem(400, *_HTTP_TEXTS[400])
    return problem(422, "invalid_request", "；".join(row["message"] for row in errors) or "请求不合要求", errors)


def _chinese(row: dict[str, object]) -> str:
    context = row.get("ctx") or {}
    limits = context if isinstance(context, dict) else {}
    field = str(list(row["loc"])[-1]) if isinstance(row["loc"], tuple) and row["loc"] else ""
    texts = {
        "missing": "缺少 {field}",
        "string_too_long": "{field} 最多 {max_length} 个字",
        "string_too_short": "{field} 不能为空",
        "string_type": "{field} 应为文字",
        "string_unicode": "{field} 含有无效字符",
        "blank": "{field} 不能为空",
        "control_character": "{field} 含有控制字符",
        "notice_missing": "关闭渠道要写明给市民看的说明",
        "period": "结束时间应晚于开始时间，且不超过 90 天",
    }
    return texts.get(str(row["type"]), "{field} 不合要求").format(field=field, **limits)


def _problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> Problem:
    return Problem(
        title=detail.split("，", maxsplit=1)[0], status=status, code=code, detail=detail, errors=errors or []
    )


def _response(body: Problem) -> JSONResponse:
    return JSONResponse(body.model_dump(), status_code=body.status, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every foreseen error a problem document; ``LastResort`` sees to the others."""
    app.add_exception_handler(YihaodaError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
