"""``import``: documents into the records."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.output import JsonFlag, print_json, run, stderr, stdout
from api.cli.records import opened_database
from api.documents.schemas import ImportReport
from api.documents.service import DocumentService
from api.records.embeddings import SqlEmbeddingStore
from api.replica.embedding import PassageEmbedder
from api.replica.loading import load_encoder
from api.settings import Settings
from api.setup.regions import seed_regions
from knowledge.clock import utc_now
from knowledge.errors import NotFound
from knowledge.regions.loader import load_regions


def import_paths(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读取和报告，不保存")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="保存后立即发布")] = False,
    as_json: JsonFlag = False,
) -> None:
    """导入政策文件为草稿，逐份报告。"""
    reports = run(_import(_files(paths), dry_run=dry_run, publish=publish))
    failed = [report for report in reports if report.state == "failed"]
    if as_json:
        print_json({"files": len(reports), "failed": len(failed), "rows": [r.model_dump(mode="json") for r in reports]})
    else:
        for report in reports:
            stdout.print(_line(report), markup=False)
    if failed:
        raise typer.Exit(1)


def _files(paths: Sequence[Path]) -> list[Path]:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise NotFound(f"没有这个文件：{'、'.join(missing)}")
    return [
        file
        for path in paths
        for file in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])
    ]


async def _import(files: Sequence[Path], *, dry_run: bool, publish: bool) -> list[ImportReport]:
    settings = Settings()
    bar = Progress(
        TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"),
        console=stderr, transient=True,
    )  # fmt: skip
    async with opened_database() as database:
        await seed_regions(database, load_regions())
        embedder = PassageEmbedder(lambda: load_encoder(settings), SqlEmbeddingStore(database))
        service = DocumentService(database, embedder, utc_now, load_regions(), settings.region)
        reports = []
        with bar:
            for file in bar.track(files, description=""):
                reports.append(await _import_one(service, file, dry_run=dry_run, publish=publish))  # noqa: PERF401  # the bar moves
    return reports


async def _import_one(service: DocumentService, file: Path, *, dry_run: bool, publish: bool) -> ImportReport:
    try:
        data = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        return ImportReport(name=str(file), state="failed", error=f"读不了：{error.strerror}")
    return await service.import_file(str(file), data, publish=publish, dry_run=dry_run)


def _line(report: ImportReport) -> str:
    if report.error:
        return f"✗ {report.name}：{report.error}"
    number = f"（{report.document_number}）" if report.document_number else ""
    return f"✓ {report.name}：《{report.title}》{number} {len(report.clauses)} 条，{report.state}"
