import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import knowledge.samples
from knowledge.model.passage import Aspect
from knowledge.samples.schema import Basis, SampleField, Samples, load_samples

ROOT = Path(knowledge.samples.__file__).parent

NOT_IN_CORPUS = {
    "政府信息公开信息处理费管理办法": "国办函〔2020〕109号, a document of an office, not a law",
    "河南省人民政府办公厅关于政府信息公开信息处理费征收有关问题的通知": "the province's notice on the same fee",
    "政府网站发展指引": "国办发〔2017〕47号, numbered by headings, cited as a whole",
    "政府网站与政务新媒体检查指标": "国办秘函〔2019〕19号, a table, cited as a whole",
    "国务院办公厅关于推进政务新媒体健康有序发展的意见": "国办发〔2018〕123号, cited as a whole",
    "国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见": "国办发〔2019〕54号, cited as a whole",
    "国务院办公厅关于进一步优化地方政务服务便民热线的指导意见": "国办发〔2020〕53号, cited as a whole",
    "国务院关于建立统一的城乡居民基本养老保险制度的意见": "国发〔2014〕8号, numbered by headings, cited as a whole",
    "全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定": "of 2024, newer than the corpus",
}

FOLLOW_UPS = {
    Aspect.MATERIALS,
    Aspect.CONDITIONS,
    Aspect.PROCESS,
    Aspect.TIME_LIMIT,
}


@pytest.fixture(scope="module")
def samples() -> Samples:
    return load_samples(ROOT)


@pytest.fixture(scope="module")
def articles(test_data: Path) -> set[tuple[str, str]]:
    rows = (
        json.loads(line)
        for path in sorted((test_data / "corpora" / "laws").glob("units-*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )
    return {(row["law"], row["art"]) for row in rows}


def _cited(samples: Samples) -> Iterator[Basis]:
    for entry in samples.interpretations:
        for answer in entry.qa:
            yield from answer.basis


def _aspects(field: SampleField) -> set[Aspect]:
    return {answer.aspect for entry in field.interpretations for answer in entry.qa}


def test_there_is_enough_to_answer_from(samples: Samples) -> None:
    assert len(samples.interpretations) >= 80
    assert sum(len(entry.qa) for entry in samples.interpretations) >= 400


def test_every_field_answers_the_usual_follow_ups(samples: Samples) -> None:
    silent = {field.field: FOLLOW_UPS - _aspects(field) for field in samples.fields}

    assert {name: missing for name, missing in silent.items() if missing} == {}


def test_every_law_is_cited(samples: Samples) -> None:
    assert {law.title for law in samples.laws} - {basis.law for basis in _cited(samples)} == set()


def test_cited_articles_exist(samples: Samples, articles: set[tuple[str, str]]) -> None:
    missing = {
        (basis.law, basis.article)
        for basis in _cited(samples)
        if basis.law not in NOT_IN_CORPUS and (basis.law.replace("中华人民共和国", ""), basis.article) not in articles
    }

    assert missing == set()


def test_allow_list_is_needed(samples: Samples, articles: set[tuple[str, str]]) -> None:
    laws = {law for law, _ in articles}

    assert {title for title in NOT_IN_CORPUS if title in laws} == set()
    assert NOT_IN_CORPUS.keys() <= {basis.law for basis in _cited(samples)}
