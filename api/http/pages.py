"""The built web pages: the citizen's at ``/``, site owners' at ``/playground``, the staff's at ``/console``."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException


def mount_pages(app: FastAPI, folder: Path) -> None:
    """Serve the pages from ``folder``; a checkout whose pages are not built answers 404 for them."""
    router = APIRouter(include_in_schema=False)

    def page(name: str) -> FileResponse:
        path = folder / name
        if not path.is_file():
            raise HTTPException(404)
        return FileResponse(path, headers={"cache-control": "no-cache"})

    @router.get("/")
    def citizen() -> FileResponse:
        return page("index.html")

    @router.get("/embed")
    def embed() -> FileResponse:
        return page("embed.html")  # the widget alone, for a frame on a site of the allow-list

    @router.get("/playground")
    def playground() -> FileResponse:
        return page("playground.html")

    @router.get("/accessibility")
    def accessibility() -> FileResponse:
        return page("accessibility.html")

    @router.get("/widget.js")
    def widget() -> FileResponse:
        return page("widget.js")

    @router.get("/console")
    @router.get("/console/{_path:path}")
    def console(_path: str = "") -> FileResponse:
        return page("console/index.html")

    app.include_router(router)
    app.mount("/static", StaticFiles(directory=folder, check_dir=False), name="static")
