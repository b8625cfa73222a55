from pathlib import Path

import pytest

from knowledge.documents.model import MetadataField
from knowledge.documents.proposals import LABELS, Proposal, proposals
from knowledge.documents.reading import read_document
from knowledge.documents.topics import topic_settings
from knowledge.model.region import Region, RegionTree
from knowledge.samples import schema
from knowledge.samples.schema import load_samples

REGIONS = RegionTree([Region("990000", "示例市", "000000"), Region("990001", "东示区", "990000")])
NOTICE = """示例市人民政府办公室文件
示政办〔2030〕8号
示例市人民政府办公室关于印发示例市高龄津贴发放办法的通知
各县（市、区）人民政府：
现将《示例市高龄津贴发放办法》印发给你们。
第一条 本办法适用于东示区的老年人。
第二条 高龄津贴按月发放给八十周岁以上老年人。
第三条 本办法自2031年1月1日起施行，有效期5年。《示例市高龄补贴办法》（示政办〔2020〕3号）同时废止。
示例市人民政府办公室
2030年12月1日
"""


def proposed(text: str = NOTICE, regions: RegionTree | None = REGIONS) -> dict[MetadataField, Proposal]:
    return {one.field: one for one in proposals(read_document(text.encode(), "a.txt"), regions)}


@pytest.mark.parametrize(
    ("field", "value", "said", "line"),
    [
        (MetadataField.TITLE, "示例市人民政府办公室关于印发示例市高龄津贴发放办法的通知", "关于印发", 3),
        (MetadataField.DOCUMENT_NUMBER, "示政办〔2030〕8号", "示政办〔2030〕8号", 2),
        (MetadataField.ISSUER, "示例市人民政府办公室", "示例市人民政府办公室文件", 1),
        (MetadataField.WRITTEN_ON, "2030-12-01", "2030年12月1日", 10),
        (MetadataField.EFFECTIVE_FROM, "2031-01-01", "本办法自2031年1月1日起施行", 8),
        (MetadataField.EXPIRES_ON, "2035-12-31", "有效期5年", 8),
        (MetadataField.REPLACES, "示例市高龄补贴办法", "同时废止", 8),
        (MetadataField.REGION, "990001", "本办法适用于东示区", 6),
        (MetadataField.FIELD_NAME, "老年人优待与高龄津贴", "关于印发", 3),
    ],
)
def test_every_value_comes_with_its_sentence(field: MetadataField, value: str, said: str, line: int) -> None:
    proposal = proposed()[field]
    assert proposal.value == value
    assert said in proposal.sentence
    assert proposal.line == line
    assert proposal.sentence in NOTICE


def test_a_replaced_document_has_its_number() -> None:
    assert proposed()[MetadataField.REPLACES].number == "示政办〔2020〕3号"


def test_the_title_tells_the_region_where_no_clause_does() -> None:
    proposal = proposed(NOTICE.replace("第一条 本办法适用于东示区的老年人。\n", ""))[MetadataField.REGION]
    assert (proposal.value, proposal.line) == ("990000", 3)


def test_without_regions_none_is_proposed() -> None:
    assert MetadataField.REGION not in proposed(regions=None)


def test_what_a_page_declares_fills_what_its_text_leaves_open() -> None:
    page = (
        '<head><meta name="ArticleTitle" content="关于甲的通告"><meta name="PubDate" content="2030-05-06 08:00">'
        '<meta name="ContentSource" content="市民政局"></head><body><p>关于甲的通告</p><p>请遵守。</p></body>'
    )
    found = {one.field: one for one in proposals(read_document(page.encode(), "a.html"))}
    assert found[MetadataField.PUBLISHED_ON].value == "2030-05-06"
    assert found[MetadataField.SOURCE].value == "市民政局"
    assert found[MetadataField.PUBLISHED_ON].line == 0
    assert found[MetadataField.TITLE].line == 1


def test_nothing_is_proposed_from_nothing() -> None:
    assert proposals(read_document("甲。".encode(), "a.txt"), REGIONS) == ()


def test_every_field_has_a_name() -> None:
    assert LABELS.keys() == set(MetadataField)


def test_topics_are_fields_of_the_samples() -> None:
    fields = load_samples(Path(schema.__file__).parent).fields
    assert topic_settings().topics.keys() == {field.title for field in fields}
