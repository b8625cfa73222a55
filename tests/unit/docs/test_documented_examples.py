import re
import runpy
from pathlib import Path

import pytest
import yaml

from knowledge.documents.reading import reader_for
from knowledge.gate.questions import GateQuestion, load_questions
from knowledge.samples.schema import REQUIRED_ELEMENTS, Element, Law, SampleAnswer, SampleInterpretation
from tests.unit.docs.pages import page, page_names

PYTHON = [
    pytest.param(block, id=f"{name}-{number}")
    for name in page_names()
    for number, block in enumerate(page(name).fences("python"), 1)
]


@pytest.mark.parametrize("block", PYTHON)
def test_python_examples_run(block: str, tmp_path: Path) -> None:
    script = tmp_path / "example.py"
    script.write_text(block, "utf-8")
    assert runpy.run_path(str(script))


def test_sample_yaml_is_accepted() -> None:
    _gate, law, answer = (yaml.safe_load(block) for block in page("docs/curator.md").fences("yaml"))
    assert Law.model_validate(law).title in {basis.law for basis in SampleAnswer.model_validate(answer).basis}


def test_own_questions_of_the_gate_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(page("docs/curator.md").fences("yaml")[0], "utf-8")
    assert [question.id for question in load_questions(tmp_path)] == ["own-1", "own-2", "own-3"]


def test_fields_of_questions_are_listed() -> None:
    unlisted = set(GateQuestion.model_fields) - set(re.findall(r"`([a-z_]+)`", " ".join(first_cells())))
    assert unlisted <= {"id", "kind", "also", "or_outcomes", "says"}


def first_cells() -> list[str]:
    return [row[0] for row in page("docs/curator.md").rows]


def first_codes() -> set[str]:
    return {row[0].strip("`") for row in page("docs/curator.md").rows if row[0].startswith("`")}


@pytest.mark.parametrize("model", [SampleInterpretation, SampleAnswer], ids=lambda model: model.__name__)
def test_fields_of_the_samples_are_listed(model: type[SampleInterpretation | SampleAnswer]) -> None:
    assert set(model.model_fields) <= first_codes()


def test_elements_are_listed() -> None:
    cell = next(row[1] for row in page("docs/curator.md").rows if row[0] == "`elements`")
    required, _, rest = cell.partition("必填")
    assert all(f"`{element}`" in (required if element in REQUIRED_ELEMENTS else rest) for element in Element)


def test_suffixes_are_listed() -> None:
    cell = next(row[1] for row in page("docs/curator.md").rows if row[0] == "扩展名")
    for suffix in (name.strip("`") for name in cell.split("、")):
        assert suffix in reader_for(f"文件{suffix}", b"").suffixes
