"""What the figures were measured on, without anything that names the machine."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

_FLAGS = ("avx2", "avx512_f", "avx512_vnni", "avx512_bf16", "amx_bf16", "bf16")


def describe() -> dict[str, Any]:
    """Return cores, memory in GiB, the instructions that matter to the model, the load before, and the day."""
    capabilities = torch.cpu.get_capabilities()
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages / 1024**3),
        "instructions": [flag for flag in _FLAGS if capabilities.get(flag)],
        "load_before": round(os.getloadavg()[0], 1),
        "date": datetime.now(UTC).date().isoformat(),
    }


def sentence(machine: Mapping[str, Any]) -> str:
    """Return the description in words."""
    return (
        f"{machine['cores']} cores, {machine['memory_gib']} GiB, {', '.join(machine['instructions']) or 'no vector flags'};"
        f" load average {machine['load_before']} before the run; {machine['date']}"
    )


def resident_mb(pid: int) -> float:
    """Return the memory a process holds now, in MiB (Linux); pages shared with others count."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
