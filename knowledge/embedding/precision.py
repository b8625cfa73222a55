"""The number format that the weights are multiplied in."""

from enum import StrEnum

import torch


class Precision(StrEnum):
    """Names of torch number formats."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"

    @property
    def dtype(self) -> torch.dtype:
        """The format as torch knows it."""
        return {Precision.FLOAT32: torch.float32, Precision.BFLOAT16: torch.bfloat16}[self]


def fastest() -> Precision:
    """Return the fastest precision of this processor: without bfloat16 instructions torch only imitates them."""
    capabilities = torch.cpu.get_capabilities()
    native = capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") or capabilities.get("bf16")
    return Precision.BFLOAT16 if native else Precision.FLOAT32
