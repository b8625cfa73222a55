"""``import``: documents into the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.output import JsonFlag, print_json, run, stderr, stdout
from api.cli.records import opened_database
from api.curation.bulk import BulkPublisher
from api.curation.service import CurationService
from api.documents.schemas import Draft, GateState, ImportReport, PublishReport
from api.gate.audit import GateAudit
from api.gate.publishing import PublishGate
from api.imports.batch import BatchImport, publishable
from api.imports.parts import FileReader
from api.records.embeddings import SqlEmbeddingStore
from api.replica.embedding import PassageEmbedder
from api.replica.loading import load_encoder
from api.replica.replica import build_replica
from api.settings import Settings
from api.setup.regions import seed_regions
from knowledge.clock import utc_now
from knowledge.errors import NotFound
from knowledge.regions.loader import load_regions
from knowledge.sheets.drafting import Defaults


@dataclass(frozen=True, slots=True)
class _Publishing:
    """Whether to publish what is imported, and why in spite of the gate."""

    wanted: bool
    despite_gate: str = ""


def import_paths(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读取和报告，不保存")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="保存后立即发布；份数多时先过门禁")] = False,
    despite_gate: Annotated[str, typer.Option("--despite-gate", help="门禁没有通过仍要发布的原因")] = "",
    as_json: JsonFlag = False,
) -> None:
    """导入政策文件、知识表和压缩包为草稿，逐份报告。"""
    reports, published = run(_import(_files(paths), dry_run, _Publishing(publish and not dry_run, despite_gate)))
    failed = [report for report in reports if report.state == "failed"]
    if as_json:
        gate = published.model_dump(mode="json", include={"gate", "findings"}) if published else None
        rows = [report.model_dump(mode="json") for report in reports]
        print_json({"files": len(reports), "failed": len(failed), "gate": gate, "rows": rows})
    else:
        for report in reports:
            stdout.print(_line(report), markup=False)
        _explain(published)
    if failed or (published and published.gate is GateState.FAILED):
        raise typer.Exit(1)


def _explain(published: PublishReport | None) -> None:
    """Say what the gate found."""
    for finding in published.findings if published else ():
        stderr.print(f"  {finding}", markup=False)
    if published and published.gate is GateState.FAILED:
        stderr.print("门禁没有通过：一份也没有发布，都存成了草稿。改好后重来，或加 --despite-gate 原因。", markup=False)


def _files(paths: Sequence[Path]) -> list[Path]:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise NotFound(f"没有这个文件：{'、'.join(missing)}")
    return [
        file
        for path in paths
        for file in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])
    ]


async def _import(
    files: Sequence[Path], dry_run: bool, publishing: _Publishing
) -> tuple[list[ImportReport], PublishReport | None]:
    settings, regions = Settings(), load_regions()
    encoder = cache(lambda: load_encoder(settings))
    bar = Progress(
        TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"),
        console=stderr, transient=True,
    )  # fmt: skip
    async with opened_database() as database:
        await seed_regions(database, regions)
        batch = BatchImport(database, utc_now, FileReader(regions, settings.region), author="import", dry_run=dry_run)
        with bar:
            for file in bar.track(files, description=""):
                await batch.read(file, Defaults("", "", ""))
        await batch.store()
        reports = batch.reports
        if not publishing.wanted:
            return reports, None
        embedder = PassageEmbedder(encoder, SqlEmbeddingStore(database))
        desk = CurationService(database, embedder, utc_now, settings.curation.eyes)
        gate = PublishGate(lambda: build_replica(settings, database, encoder()), database, settings)
        bulk = BulkPublisher(desk, gate, GateAudit(database, utc_now))
        return reports, await _publish(bulk, reports, publishing.despite_gate)


async def _publish(bulk: BulkPublisher, reports: Sequence[ImportReport], despite_gate: str) -> PublishReport | None:
    stored = publishable(reports)
    if not stored:
        return None
    # Of two files with one entry the later revision counts.
    drafts = {report.entry_id: Draft(entry_id=report.entry_id, revision=report.revision) for report in stored}
    published = await bulk.publish(list(drafts.values()), despite_gate=despite_gate)
    for report in stored if published.published else ():
        report.state = "published"
    return published


def _line(report: ImportReport) -> str:
    if report.error:
        return f"✗ {report.name}：{report.error}"
    number = f"（{report.document_number}）" if report.document_number else ""
    alike = f"，{'；'.join(report.duplicates)}" if report.duplicates else ""
    return f"✓ {report.name}：《{report.title}》{number} {len(report.clauses)} 条，{report.state}{alike}"
