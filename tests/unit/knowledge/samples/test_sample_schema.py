from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from sample_files import FIELD, LAWS, Content, interpretation, spoilt, write

from knowledge.samples.faults import InvalidSamples
from knowledge.samples.schema import load_samples


def _entry(field: Content) -> Content:
    entry: Content = field["interpretations"][0]
    return entry


def _answer(field: Content) -> Content:
    answer: Content = _entry(field)["qa"][0]
    return answer


FIELD_FAULTS: dict[str, tuple[Callable[[Content], object], str]] = {
    "unknown key": (lambda f: f.update(author="某人"), "author"),
    "field is not the file": (lambda f: f.update(field="other"), "wanted the name of the file"),
    "slug with capitals": (lambda f: _entry(f).update(id="Trial"), "id"),
    "long title": (lambda f: _entry(f).update(title="长" * 31), "31 characters, wanted 2 to 30"),
    "unknown document": (lambda f: _entry(f)["documents"].append("没有的法"), "没有的法"),
    "region is a number": (lambda f: _entry(f).update(region=410000), "region"),
    "region too short": (lambda f: _entry(f).update(region="4112"), "region"),
    "nobody to serve": (lambda f: _entry(f).update(audience=[]), "audience"),
    "unknown audience": (lambda f: _entry(f).update(audience=["tourist"]), "tourist|individual"),
    "no purpose": (lambda f: _entry(f)["elements"].pop("purpose"), "elements missing: purpose"),
    "unknown element": (lambda f: _entry(f)["elements"].update(colour="红" * 20), "colour"),
    "short element": (lambda f: _entry(f)["elements"].update(notes="太短"), "2 characters, wanted 20 to 200"),
    "four answers": (lambda f: _entry(f)["qa"].pop(), "qa"),
    "one similar question": (lambda f: _answer(f)["similar"].pop(), "similar"),
    "unknown aspect": (lambda f: _answer(f).update(aspect="weather"), "aspect"),
    "long conclusion": (lambda f: _answer(f).update(conclusion="长" * 80 + "。"), "81 characters, wanted 6 to 80"),
    "conclusion breaks off": (lambda f: _answer(f).update(conclusion="带上身份证到窗口"), "no complete sentence"),
    "short details": (lambda f: _answer(f).update(details="看窗口。"), "4 characters, wanted 40 to 300"),
    "no basis": (lambda f: _answer(f).update(basis=[]), "basis"),
    "article in digits": (lambda f: _answer(f)["basis"][0].update(article="第3条"), "article"),
    "cites another law": (lambda f: _answer(f)["basis"][0].update(law="别的法"), "not among documents: 别的法"),
    "negative is similar": (lambda f: _answer(f).update(negative=["1号事咋办"]), "asked and negative at once"),
    "question twice": (lambda f: _answer(f).update(similar=["2号事咋办", "1号事咋办"]), "question used more than once"),
    "question twice but for the mark": (
        lambda f: _answer(f).update(similar=["第2个问题怎么办理", "1号事咋办"]),
        "question used more than once: 第2个问题怎么办理",
    ),
    "id twice": (lambda f: f["interpretations"].append(interpretation("trial-one", 50)), "id used more than once"),
    "no interpretations": (lambda f: f.update(interpretations=[]), "interpretations"),
}

LAW_FAULTS: dict[str, tuple[Callable[[Content], object], str]] = {
    "unknown kind": (lambda f: f["laws"][0].update(kind="便条"), "kind"),
    "no issuer": (lambda f: f["laws"][0].pop("issuer"), "issuer"),
    "no such day": (lambda f: f["laws"][0].update(effective_from="2020-02-30"), "effective_from"),
    "two numbers": (
        lambda f: f["laws"].append({**f["laws"][0], "document_number": "国务院令第2号"}),
        "document_number is 国务院令第1号 in one file and 国务院令第2号 in another",
    ),
    "two days": (
        lambda f: f["laws"].append({**f["laws"][0], "effective_from": "2021-01-01"}),
        "effective_from is 2020-01-01 in one file and 2021-01-01 in another",
    ),
}


class TestLoading:
    def test_a_valid_folder(self, tmp_path: Path) -> None:
        samples = load_samples(write(tmp_path))

        assert [law.title for law in samples.laws] == ["中华人民共和国测试法"]
        assert [entry.id for entry in samples.interpretations] == ["trial-one"]

    def test_an_empty_folder_holds_nothing(self, tmp_path: Path) -> None:
        assert load_samples(tmp_path).interpretations == ()

    def test_records_of_one_law_complete_each_other(self, tmp_path: Path) -> None:
        bare = {**LAWS["laws"][0], "document_number": "", "effective_from": None}

        samples = load_samples(write(tmp_path, laws={"laws": [bare, LAWS["laws"][0]]}))

        assert [(law.document_number, law.effective_from) for law in samples.laws] == [
            ("国务院令第1号", date(2020, 1, 1)),
        ]

    def test_a_basis_may_name_the_whole_document(self, tmp_path: Path) -> None:
        field = spoilt(FIELD, lambda f: _answer(f)["basis"][0].pop("article"))

        assert load_samples(write(tmp_path, field=field)).interpretations[0].qa[0].basis[0].article == ""


class TestRejection:
    @pytest.mark.parametrize(("spoil", "message"), FIELD_FAULTS.values(), ids=FIELD_FAULTS)
    def test_of_a_field(self, tmp_path: Path, spoil: Callable[[Content], object], message: str) -> None:
        with pytest.raises(InvalidSamples, match=message):
            load_samples(write(tmp_path, field=spoilt(FIELD, spoil)))

    @pytest.mark.parametrize(("spoil", "message"), LAW_FAULTS.values(), ids=LAW_FAULTS)
    def test_of_a_law(self, tmp_path: Path, spoil: Callable[[Content], object], message: str) -> None:
        with pytest.raises(InvalidSamples, match=message):
            load_samples(write(tmp_path, laws=spoilt(LAWS, spoil)))

    @pytest.mark.parametrize("text", ["laws: [", "- just\n- a list", ""], ids=["broken", "list", "empty"])
    def test_of_a_file_that_is_no_mapping(self, tmp_path: Path, text: str) -> None:
        root = write(tmp_path)
        (root / "laws" / "b.yaml").write_text(text, "utf-8")

        with pytest.raises(InvalidSamples, match=r"^b\.yaml: "):
            load_samples(root)

    def test_names_file_entry_and_question(self, tmp_path: Path) -> None:
        field = spoilt(FIELD, lambda f: _answer(f).update(conclusion="半句"))

        with pytest.raises(InvalidSamples) as caught:
            load_samples(write(tmp_path, field=field))

        assert caught.value.message.startswith(
            "trial.yaml: interpretations.0(trial-one).qa.0(第1个问题怎么办理？).conclusion: "
        )

    def test_reports_every_fault_of_a_file(self, tmp_path: Path) -> None:
        def spoil(field: Content) -> None:
            _answer(field).update(conclusion="半句", details="太短")

        with pytest.raises(InvalidSamples, match=r"conclusion.*details"):
            load_samples(write(tmp_path, field=spoilt(FIELD, spoil)))


def test_lengths_ignore_white_space(tmp_path: Path) -> None:
    field = spoilt(FIELD, lambda f: _answer(f).update(details="一二三四五六七八九十\n" * 30))

    content = yaml.safe_load((write(tmp_path, field=field) / "interpretations" / "trial.yaml").read_text("utf-8"))

    assert content["interpretations"][0]["qa"][0]["details"].count("\n") == 30
    assert load_samples(tmp_path).interpretations[0].qa[0].details.endswith("十")
