"""Liveness, readiness, metrics."""

from hmac import compare_digest

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.health.checks import readiness
from api.http.loopback import is_loopback
from api.http.problems import MEDIA_TYPE, Problem, problem_responses
from api.http.state import ServiceState, StateDep


class IndexOut(BaseModel):
    """The last change applied, how many passages can be found, and a digest of them and their vectors."""

    sequence: int
    passages: int
    digest: str


router = APIRouter(tags=["运行状态"])


@router.get("/health/live")
async def live() -> dict[str, str]:
    """Tell that the process runs."""
    return {"status": "ok"}


@router.get("/health/ready", responses=problem_responses(503))
async def ready(state: StateDep) -> JSONResponse:
    """Tell whether questions can be answered; name the check that fails."""
    checks = await readiness(state)
    failing = [check.name for check in checks if check.required and not check.passed]
    rows = {check.name: {"passed": check.passed, "detail": check.detail} for check in checks}
    if not failing:
        return JSONResponse({"status": "ok", "checks": rows})
    detail = f"没有就绪：{'、'.join(failing)}"
    body = Problem(title="没有就绪", status=503, code="not_ready", detail=detail).model_dump() | {"checks": rows}
    return JSONResponse(body, status_code=503, media_type=MEDIA_TYPE)


@router.get("/health/index", responses=problem_responses(403))
async def index(request: Request, state: StateDep) -> IndexOut:
    """Tell what the index holds: to this machine, or to who has the token. Replicas of one sequence say the same."""
    _require_watcher(request, state)
    return IndexOut(**await state.replica.digest())


@router.get("/metrics", response_class=Response)
async def metrics(request: Request, state: StateDep) -> Response:
    """Give Prometheus its figures: to this machine, or to who has the token."""
    _require_watcher(request, state)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _require_watcher(request: Request, state: ServiceState) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    token = state.settings.metrics_token.get_secret_value()
    if not is_loopback(request) and not (token and compare_digest(given.encode(), token.encode())):
        raise HTTPException(403)
