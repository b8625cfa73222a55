from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.passage import Aspect, PassageKind, Source
from knowledge.model.validity import Status, Validity
from knowledge.passages.interpretations import ELEMENT_NAMES, interpretation_passages, joint_validity
from knowledge.samples.schema import Element
from tests.contents import DOCUMENT, INTERPRETATION

days = st.dates(date(2020, 1, 1), date(2020, 1, 20))
validities = st.builds(Validity, st.none() | days, st.none() | days, st.none() | days)


class TestJointValidity:
    def test_is_cut_to_every_document(self) -> None:
        own = Validity(date(2024, 1, 1), date(2026, 12, 31))
        documents = [Validity(date(2024, 3, 1), None, date(2026, 1, 1)), Validity(None, date(2025, 12, 31))]
        assert joint_validity(own, documents) == Validity(date(2024, 3, 1), date(2025, 12, 31), date(2026, 1, 1))

    @given(validities, st.lists(validities, max_size=3), days)
    def test_holds_exactly_when_all_hold(self, own: Validity, documents: list[Validity], on: date) -> None:
        all_hold = all(validity.status(on) is Status.IN_FORCE for validity in (own, *documents))
        assert (joint_validity(own, documents).status(on) is Status.IN_FORCE) is all_hold


class TestPassages:
    documents = {DOCUMENT.title: DOCUMENT}  # noqa: RUF012  # never changed

    def test_one_an_answer_and_one_an_element(self) -> None:
        passages = interpretation_passages("i", 2, INTERPRETATION, self.documents)
        assert [passage.id for passage in passages] == ["i@2#0", "i@2#1", "i@2#2", "i@2#3"]
        assert [passage.kind for passage in passages] == [PassageKind.ANSWER, *[PassageKind.ELEMENT] * 3]
        assert [passage.heading for passage in passages] == [(), ("出台目的",), ("政策背景",), ("所需材料",)]
        assert passages[3].aspect is Aspect.MATERIALS
        assert passages[1].aspect is Aspect.OVERVIEW

    def test_an_answer(self) -> None:
        answer = interpretation_passages("i", 2, INTERPRETATION, self.documents)[0]
        assert answer.text == "每月1200元。\n分两次发放。"
        assert answer.spoken == "每月1200元。"
        assert answer.questions == ("测试补贴多少钱？", "补贴一个月发多少")
        assert answer.negatives == ("补贴什么时候停发",)
        assert answer.sources == (Source(DOCUMENT.title, DOCUMENT.document_number, "第二条", DOCUMENT.source_url),)

    def test_an_answer_without_details(self) -> None:
        pair = replace(INTERPRETATION.questions[0], details="")
        answer = interpretation_passages("i", 2, replace(INTERPRETATION, questions=(pair,)), {})[0]
        assert answer.text == "每月1200元。"

    @pytest.mark.parametrize("position", range(4))
    def test_all_hold_no_longer_than_the_document(self, position: int) -> None:
        passage = interpretation_passages("i", 2, INTERPRETATION, self.documents)[position]
        assert passage.validity == Validity(date(2024, 3, 1), date(2029, 1, 31), date(2030, 1, 1))

    def test_days_of_several_documents_are_marked_as_joint(self) -> None:
        second = replace(DOCUMENT, title="另一办法")
        both = replace(INTERPRETATION, documents=(DOCUMENT.title, second.title))
        documents = {**self.documents, second.title: second}
        assert all(passage.jointly_dated for passage in interpretation_passages("i", 2, both, documents))
        assert not any(p.jointly_dated for p in interpretation_passages("i", 2, INTERPRETATION, self.documents))

    def test_a_cited_document_does_not_limit_it(self) -> None:
        cited = replace(DOCUMENT, title="被引用的办法", validity=Validity(repealed_on=date(2020, 1, 1)))
        passages = interpretation_passages("i", 2, INTERPRETATION, {**self.documents, cited.title: cited})
        assert passages[0].validity.status(date(2026, 1, 1)) is Status.IN_FORCE

    def test_an_unpublished_document_is_named_by_its_title(self) -> None:
        passages = interpretation_passages("i", 2, INTERPRETATION, {})
        assert passages[0].sources == (Source(DOCUMENT.title, clause="第二条"),)
        assert passages[1].sources == (Source(DOCUMENT.title),)

    def test_every_element_has_a_name(self) -> None:
        assert ELEMENT_NAMES.keys() == set(Element)
