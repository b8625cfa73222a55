"""The action webhook: Rasa calls it on loopback, the actions run in this process."""

from hmac import compare_digest

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from knowledge.errors import YihaodaError

_log = structlog.get_logger()


def webhook_router(executor: ActionExecutor, token: str) -> APIRouter:
    """Return the route. Only who knows ``token``, the rasa process beside us, may call it."""
    router = APIRouter(include_in_schema=False)

    @router.post("/internal/actions/{given}")
    async def run_action(given: str, request: Request) -> JSONResponse:
        if not compare_digest(given.encode(), token.encode()):
            return JSONResponse({"error": "not allowed"}, status_code=403)
        call = await request.json()
        name = str(call.get("next_action", ""))
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            return JSONResponse({"error": str(rejection), "action_name": name}, status_code=400)
        except (YihaodaError, ActionNotFoundException) as error:
            # Rasa turns any failure here into silence; the turn service answers without it.
            _log.warning("action_failed", action=name, error=str(error))
            return JSONResponse({"events": [], "responses": []})
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return router
