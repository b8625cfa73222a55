from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.policy_index import PolicyIndex
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Audience, Passage, PassageKind, Source
from knowledge.model.scope import Scope
from knowledge.model.validity import Status, Validity
from knowledge.search.features import Feature
from knowledge.search.hybrid import HybridSearch
from tests.unit.knowledge.index.builders import ENCODER, a_passage, entry, publish

DAY = date(2026, 1, 1)
ANY = Scope(on=DAY)


def search(*passages: Passage, text: str, scope: Scope = ANY, k: int = 10) -> SearchResult:
    index = PolicyIndex()
    by_entry: dict[str, list[Passage]] = {}
    for passage in passages:
        by_entry.setdefault(passage.entry_id, []).append(passage)
    for sequence, group in enumerate(by_entry.values(), start=1):
        index.apply([publish(*group)], sequence)
    return HybridSearch(index, ENCODER).search(text, scope, k=k)


def first(result: SearchResult) -> str:
    return result.hits[0].passage.entry_id


class TestOrder:
    def test_an_exact_question_wins_whatever_its_punctuation(self) -> None:
        asked = a_passage("asked", text="见办事指南。", questions=("公租房怎么申请",), kind=PassageKind.ANSWER)
        wordy = a_passage("wordy", text="公租房怎么申请？公租房怎么申请？公租房申请。")
        result = search(wordy, asked, text="公租房，怎么申请？")
        assert first(result) == "asked"
        assert result.hits[0].matched_question == "公租房怎么申请"

    def test_names_the_question_that_matched(self) -> None:
        asked = a_passage("a", questions=("公租房怎么申请", "公租房要交多少租金"))
        assert search(asked, text="公租房租金要交多少").hits[0].matched_question == "公租房要交多少租金"

    def test_a_nearer_negative_question_demotes(self) -> None:
        question = "公租房退租怎么办理"
        misled = a_passage("misled", text="公租房怎么办理", negatives=(question,), questions=("公租房怎么办理",))
        other = a_passage("other", text="公租房退房手续", questions=("公租房退房手续",))
        assert first(search(misled, other, text=question)) == "other"

    def test_the_document_asked_for_by_number_wins(self) -> None:
        numbered = a_passage("numbered", text="施行日期。", sources=(Source("办法", "三政办〔2021〕16号"),))
        wordy = a_passage("wordy", text="三政办2021年16号文件说了什么，说了什么")
        assert first(search(wordy, numbered, text="三政办[2021]16号文件说了什么")) == "numbered"

    def test_the_more_specific_region_breaks_a_tie(self) -> None:
        nation, city = a_passage("nation", region="000000"), a_passage("city", region="411200")
        scope = Scope(on=DAY, regions=("411202", "411200", "000000"))
        assert first(search(nation, city, text="申请人应当提交什么证明", scope=scope)) == "city"

    def test_the_score_is_the_sum_of_the_contributions(self) -> None:
        result = search(a_passage("a"), a_passage("b", text="与此无关的规定"), text="收入证明")
        for hit in result.hits:
            parts = [value for name, value in hit.features.items() if name.endswith(".contribution")]
            assert hit.score == pytest.approx(sum(parts), abs=1e-4)
            assert set(Feature) <= hit.features.keys()

    @pytest.mark.parametrize("text", ["", "？？", "zzz", "的", "\ud800", "🙂" * 50])
    def test_any_text_can_be_asked(self, text: str) -> None:
        result = search(a_passage("a"), text=text.encode("utf-8", "replace").decode())
        assert {hit.passage.entry_id for hit in result.hits} <= {"a"}

    def test_an_empty_index_finds_nothing(self) -> None:
        assert HybridSearch(PolicyIndex(), ENCODER).search("公租房", ANY).hits == ()

    def test_results_do_not_depend_on_the_order_of_publishing(self) -> None:
        passages = [a_passage(str(n), text=f"第{n}项：公租房租金标准为{n}元") for n in range(8)]
        one, other = search(*passages, text="租金5元"), search(*reversed(passages), text="租金5元")
        scores = [{hit.passage.id: round(hit.score, 3) for hit in result.hits} for result in (one, other)]
        assert scores[0] == scores[1]


class TestScope:
    @pytest.mark.parametrize(
        ("validity", "found"),
        [
            pytest.param(Validity(), True, id="no dates"),
            pytest.param(Validity(effective_from=DAY), True, id="first day"),
            pytest.param(Validity(effective_from=DAY + timedelta(1)), False, id="tomorrow"),
            pytest.param(Validity(expires_on=DAY), True, id="last day"),
            pytest.param(Validity(expires_on=DAY - timedelta(1)), False, id="expired"),
            pytest.param(Validity(repealed_on=DAY), False, id="repealed today"),
            pytest.param(Validity(repealed_on=DAY + timedelta(1)), True, id="repealed tomorrow"),
        ],
    )
    def test_days(self, validity: Validity, found: bool) -> None:
        assert bool(search(a_passage(validity=validity), text="收入证明").hits) is found

    def test_what_is_not_in_force_is_found_when_asked_for(self) -> None:
        gone = a_passage(validity=Validity(repealed_on=DAY))
        assert search(gone, text="收入证明", scope=Scope(on=DAY, only_in_force=False)).hits

    @pytest.mark.parametrize(
        ("audience", "found"), [(Audience.INDIVIDUAL, True), (Audience.COMPANY, False), (None, True)]
    )
    def test_audience(self, audience: Audience | None, found: bool) -> None:
        passage = a_passage(audience=frozenset({Audience.INDIVIDUAL}))
        assert bool(search(passage, text="收入证明", scope=Scope(on=DAY, audience=audience)).hits) is found

    days = st.none() | st.dates(date(2025, 12, 1), date(2026, 2, 1))

    @settings(max_examples=60, deadline=None)
    @given(
        rows=st.lists(
            st.tuples(st.sampled_from(("411200", "411202", "410000", "000000")), days, days, days),
            min_size=1,
            max_size=12,
        ),
        regions=st.none() | st.lists(st.sampled_from(("411200", "411202", "000000", "999999")), unique=True).map(tuple),
        on=st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    )
    def test_nothing_outside_is_ever_returned(
        self, rows: list[tuple[str, date | None, date | None, date | None]], regions: tuple[str, ...] | None, on: date
    ) -> None:
        passages = [
            a_passage(str(n), region=region, validity=Validity(*dates)) for n, (region, *dates) in enumerate(rows)
        ]
        result = search(*passages, text="收入证明", scope=Scope(on=on, regions=regions), k=50)
        found = {hit.passage.id for hit in result.hits}
        inside = {
            passage.id
            for passage in passages
            if passage.validity.status(on) is Status.IN_FORCE and (regions is None or passage.region in regions)
        }
        assert found == inside


def test_k_limits_the_hits() -> None:
    passages = [a_passage(str(n)) for n in range(9)]
    assert len(search(*passages, text="收入证明", k=4).hits) == 4


def test_passages_of_an_entry_come_in_order() -> None:
    index = PolicyIndex()
    index.apply([entry("a", "一", "二", "三")], 1)
    assert [p.text for p in HybridSearch(index, ENCODER).passages_of("a")] == ["一", "二", "三"]
