import pytest

from scripts.bench.targets import Target, load_targets

RESULTS = {"turns": {"ratio": {"p50": 1.4}}, "search": {"44000": {"p95": 31}}}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param("turns.ratio.p50", 1.4, id="nested"),
        pytest.param("search.44000.p95", 31.0, id="a size is a name too"),
        pytest.param("search.126000.p95", None, id="a size not measured"),
        pytest.param("turns.ratio.p50.deeper", None, id="below a figure"),
    ],
)
def test_finds_its_figure(figure: str, expected: float | None) -> None:
    assert Target(figure=figure, name="").measured(RESULTS) == expected


@pytest.mark.parametrize(
    ("limits", "value", "reached"),
    [
        pytest.param({"at_most": 1.5}, 1.5, True, id="exactly at most"),
        pytest.param({"at_most": 1.5}, 1.51, False, id="above"),
        pytest.param({"at_least": 40}, 40, True, id="exactly at least"),
        pytest.param({"at_least": 40}, 39.9, False, id="below"),
    ],
)
def test_limits(limits: dict[str, float], value: float, reached: bool) -> None:
    assert Target(figure="x", name="", **limits).reached_by(value) is reached


def test_every_target_has_one_limit() -> None:
    targets = load_targets()
    assert len({target.figure for target in targets}) == len(targets)
    assert all((target.at_most is None) != (target.at_least is None) for target in targets)
