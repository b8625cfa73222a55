"""Snapshots: an index on disk, so that a process starts fast. The change log stays the truth.

A snapshot is a folder of ``.npy`` files and a manifest with their checksums. It is written beside, flushed to disk and
then renamed, so it is whole or it is not there.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from pydantic import ValidationError

from knowledge.index.analysis import Analyzer
from knowledge.index.arrays import arrays_of, segment_of
from knowledge.index.errors import UnusableSnapshot
from knowledge.index.manifest import FILE as MANIFEST
from knowledge.index.manifest import Maker, Manifest, checksum
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.segment import Segment
from knowledge.index.view import IndexView

KEPT = 2
_WRITING, _ABANDONED_SECONDS = ".writing", 3600.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """An index from disk, empty where no snapshot could be used, and why those passed over could not."""

    index: PolicyIndex
    refused: tuple[UnusableSnapshot, ...]


def save(index: PolicyIndex, directory: Path, encoder_name: str) -> Path:
    """Write a snapshot of what the index holds now and drop all but the newest two.

    Args:
        index: The index; it may be searched and changed meanwhile.
        directory: Where snapshots are kept; made if need be.
        encoder_name: The name of the encoder the vectors are from.

    Returns:
        The folder written; one of the same sequence is replaced.
    """
    view = index.view
    target = directory / f"{view.sequence:012d}"
    writing = directory / f"{_WRITING}-{os.getpid()}"
    shutil.rmtree(writing, ignore_errors=True)
    _drop_abandoned(directory)
    writing.mkdir(parents=True)
    arrays = [item for segment in _compacted(view) for item in arrays_of(segment).items()]
    checksums = {name: _write(writing / f"{name}.npy", array) for name, array in arrays}
    maker = Maker.current(encoder_name, index.analyzer.name)
    manifest = Manifest(maker=maker, sequence=view.sequence, mark=view.mark, passages=view.living, checksums=checksums)
    _flushed(writing / MANIFEST, manifest.model_dump_json(indent=1).encode())
    _flush_folder(writing)
    if target.exists():  # the same number may have meant something else before a backup was restored
        shutil.rmtree(target)
    writing.rename(target)
    _flush_folder(directory)
    for old in list(_newest_first(directory))[KEPT:]:
        shutil.rmtree(old)
    return target


def discard(directory: Path) -> None:
    """Drop every snapshot: the log that they follow is no more."""
    for folder in list(_newest_first(directory)):
        shutil.rmtree(folder)


def load(directory: Path, encoder_name: str, analyzer: Analyzer) -> Loaded:
    """Load the newest snapshot that is whole and made with the same encoder, dictionary and settings."""
    maker = Maker.current(encoder_name, analyzer.name)
    refused: list[UnusableSnapshot] = []
    for folder in _newest_first(directory):
        try:
            return Loaded(PolicyIndex(analyzer, read(folder, maker)), tuple(refused))
        except UnusableSnapshot as error:
            refused.append(error)
    return Loaded(PolicyIndex(analyzer), tuple(refused))


def read(folder: Path, maker: Maker) -> IndexView:
    """Read one snapshot, its arrays mapped into memory.

    Raises:
        UnusableSnapshot: it is cut short, damaged, or by another maker.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        if differences := manifest.maker.differences(maker):
            raise UnusableSnapshot(f"快照 {folder.name} 的{differences}与当前设置不同，将重建")
        arrays = {name: _map(folder / f"{name}.npy", total) for name, total in manifest.checksums.items()}
        segments = (segment_of(arrays),) if arrays else ()
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise UnusableSnapshot(f"快照 {folder.name} 残缺或损坏，将重建：{error}") from error
    alive = tuple(np.ones(len(segment), np.bool_) for segment in segments)
    return IndexView(segments, alive, manifest.sequence, manifest.sequence, manifest.mark)


def _compacted(view: IndexView) -> tuple[Segment, ...]:
    """Return the view as one segment without dead rows, or as none."""
    if len(view.segments) == 1 and view.alive[0].all():
        return view.segments
    return (Segment.merge(view.segments, view.alive),) if view.living else ()


def _drop_abandoned(directory: Path) -> None:
    """Drop what processes began to write that were killed since."""
    before = time() - _ABANDONED_SECONDS
    for folder in directory.glob(f"{_WRITING}-*"):
        with suppress(OSError):  # another process may drop it just now, or finish it
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder)


def _newest_first(directory: Path) -> Iterator[Path]:
    folders = directory.iterdir() if directory.is_dir() else ()
    yield from sorted((f for f in folders if f.name.isdecimal()), reverse=True)


def _write(path: Path, array: NDArray[Any]) -> str:
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return checksum(path)


def _map(path: Path, expected: str) -> NDArray[Any]:
    if (found := checksum(path)) != expected:
        raise ValueError(f"{path.name} 校验和 {found[:12]} ≠ {expected[:12]}")
    return np.asarray(open_memmap(path, "r"))


def _flushed(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
