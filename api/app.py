"""The application: every part built once, at start, and handed to the routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api.accounts.auth import is_signed_in, publish_permissions
from api.accounts.routes import router as accounts_router
from api.accounts.user_routes import router as users_router
from api.assist.routes import router as assist_router
from api.audit.routes import router as audit_router
from api.clauses.routes import router as clauses_router
from api.conversations.history import router as history_of_chat_router
from api.conversations.routes import router as chat_router
from api.curation.attachment_routes import router as attachments_router
from api.curation.desk_routes import router as desk_router
from api.curation.history_routes import router as history_router
from api.curation.routes import router as entries_router
from api.curation.step_routes import router as steps_router
from api.dialogue.port import Dialogue
from api.dialogue.webhook import webhook_router
from api.dictionary.routes import router as dictionary_router
from api.documents.routes import router as documents_router
from api.handover.desk_routes import router as conversations_desk_router
from api.handover.routes import router as handover_router
from api.health.routes import router as health_router
from api.hotline.desk_routes import router as calls_router
from api.hotline.routes import router as hotline_router
from api.http.client_address import ClientAddress
from api.http.deadline import BodyDeadline
from api.http.limits import BodyLimit, UploadGuard
from api.http.middleware import LastResort, RequestLog, SecurityHeaders
from api.http.pages import mount_pages
from api.http.problems import install_problem_handlers
from api.imports.routes import router as imports_router
from api.presence.routes import router as presence_router
from api.preview.routes import router as preview_router
from api.privacy.retention_routes import router as retention_router
from api.privacy.routes import router as privacy_router
from api.reports.routes import router as reports_router
from api.search.routes import router as search_router
from api.service import build_service
from api.settings import Environment, Settings
from api.sso.routes import router as sso_router
from api.suggestions.routes import router as suggestions_router
from api.switches.routes import router as switches_router
from api.visitors.routes import router as visitors_router
from api.voicebot.audiocodes.routes import router as audiocodes_router
from api.voicebot.jambonz.routes import router as jambonz_router
from api.wall.routes import router as wall_router
from api.watches.routes import router as watches_router
from api.wechat.front import WeChatFront
from api.wecom.routes import wecom_route
from api.widget.routes import router as widget_router
from knowledge.embedding.encoder import Encoder

STATIC = Path(__file__).with_name("static")


def create_app(settings: Settings, *, encoder: Encoder | None = None, dialogue: Dialogue | None = None) -> FastAPI:
    """Return the application for these settings; tests hand in their own encoder and dialogue."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with build_service(settings, encoder=encoder, dialogue=dialogue) as (service, executor):
            app.state.service = service
            app.include_router(webhook_router(executor, settings.action_token.get_secret_value()))
            yield

    app = FastAPI(
        title="一号答 政策咨询",
        version="0.1.0",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        # Its records of failures carry what citizens wrote, to wherever the environment says; our own metrics and logs do not.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.router.routes.append(wecom_route())  # first: the platform waits, and does not pass a hundred other routes
    # The desk goes before the entries: "bulk" and "calendar" are not names of entries.
    desk = (desk_router, entries_router, steps_router, history_router, attachments_router)
    for router in (
        chat_router,
        history_of_chat_router,
        visitors_router,
        handover_router,
        privacy_router,
        conversations_desk_router,
        hotline_router,
        calls_router,
        assist_router,
        presence_router,
        wall_router,
        reports_router,
        suggestions_router,
        widget_router,
        clauses_router,
        search_router,
        documents_router,
        preview_router,
        dictionary_router,
        *desk,
        accounts_router,
        imports_router,
        watches_router,
        switches_router,
        retention_router,
        users_router,
        audit_router,
        sso_router,
        audiocodes_router,
        jambonz_router,
        health_router,
    ):
        app.include_router(router)
    publish_permissions(app)
    mount_pages(app, STATIC)
    install_problem_handlers(app)
    app.add_middleware(UploadGuard, known=is_signed_in)
    app.add_middleware(BodyLimit)
    app.add_middleware(BodyDeadline)
    app.add_middleware(LastResort)
    app.add_middleware(
        SecurityHeaders,
        frame_ancestors=settings.widget.allowed_origins,
        https=settings.environment is Environment.PRODUCTION,
    )
    if settings.widget.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.widget.allowed_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["content-type", "last-event-id", "x-visitor-token"],
        )
    app.add_middleware(RequestLog)
    app.add_middleware(ClientAddress, trusted=settings.trusted_proxies)
    app.add_middleware(WeChatFront)  # the last is the first to be asked
    return app
