import pytest
import torch

from knowledge.embedding.precision import Precision, fastest


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [
        pytest.param({"avx512_bf16": True}, Precision.BFLOAT16, id="bfloat16 instructions"),
        pytest.param({"amx_bf16": True}, Precision.BFLOAT16, id="bfloat16 tiles"),
        pytest.param({"avx512_f": True, "avx512_bf16": False}, Precision.FLOAT32, id="wide registers only"),
        pytest.param({}, Precision.FLOAT32, id="unknown processor"),
    ],
)
def test_fastest(capabilities: dict[str, bool], expected: Precision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    assert fastest() is expected


@pytest.mark.parametrize("precision", list(Precision))
def test_names_are_those_of_torch(precision: Precision) -> None:
    assert precision.dtype is getattr(torch, precision)
