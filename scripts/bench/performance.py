"""``docs/performance.md`` from the results of a run."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from knowledge.errors import NotFound
from knowledge.evaluation.plots import plot_growth
from scripts.bench.channel_sections import assist_section, wechat_section, widget_section
from scripts.bench.desk.section import desk_section
from scripts.bench.machine import sentence
from scripts.bench.spoken_section import spoken_section
from scripts.bench.tables import Cell, cell, table
from scripts.bench.targets import load_targets
from scripts.bench.typed_section import typed_section
from scripts.bench.voice_section import voice_section

_TEMPLATE = Path(__file__).parent / "templates" / "performance.md"
_ARMS = {
    "yihaoda": "一号答: `POST /api/chat`, retrieval included",
    "bare_rasa": "bare Rasa, embedding the question itself",
    "bare_rasa_vector_given": "bare Rasa, handed the vector ready made (its cost is not counted)",
}
_Results = Mapping[str, Any]


def write_performance(results: _Results, docs: Path) -> None:
    """Write the page and its picture."""
    (docs / "images").mkdir(parents=True, exist_ok=True)
    points = list(results["search"].values())
    plot_growth([point | {"search_ms": point["search_ms"]["yihaoda"]} for point in points], docs / "images/growth.png")
    page = Template(_TEMPLATE.read_text("utf-8")).substitute(
        machine=sentence(results["machine"]),
        targets=_targets(results),
        missed=_missed(results),
        turns=_turns(results["turns"]),
        load=_load(results["turns"]["eight_at_once"]),
        parts=", ".join(f"{part} {cell(ms)}" for part, ms in results["turns"]["mean_ms"].items()),
        search=_search(points),
        growth=_growth(points),
        processes=_processes(results),
        imports=_imports(results["import"]),
        corpus=results["corpus"],
        **{name: made(results[name]) if results.get(name) else _NOT_MEASURED for name, made in sections().items()},
    )
    (docs / "performance.md").write_text(page, "utf-8")


def sections() -> Mapping[str, Callable[[_Results], str]]:
    """Return what writes each section that is measured by a command of its own, by its place in the template."""
    return {
        "laws": laws_section,
        "storm": storm_section,
        "streams": streams_section,
        "overload": overload_section,
        "desk": desk_section,
        "wechat": wechat_section,
        "spoken": spoken_section,
        "typed": typed_section,
        "widget": widget_section,
        "assist": assist_section,
        "voice": voice_section,
    }


STORM, LAWS = "A storm of changes", "Real laws imported"
STREAMS, OVERLOAD = "Many streams at once", "More questions than can be answered"
_NOT_MEASURED = "Not measured in this run."


def report(docs: Path | None, title: str, results: _Results, section: Callable[[_Results], str]) -> None:
    """Print results as JSON and, where a folder of pages is named, write their section of the page of figures."""
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    if docs:
        replace_section(docs / "performance.md", title, section(results))


def replace_section(page: Path, title: str, text: str) -> None:
    """Write one section of a page anew, up to the next heading of its level; the rest stays as it was measured."""
    head, found, rest = page.read_text("utf-8").partition(f"## {title}\n")
    if not found:
        raise NotFound(f"{page} 没有“{title}”一节")
    _, following, tail = rest.partition("\n## ")
    page.write_text(f"{head}## {title}\n\n{text}\n{following}{tail}", "utf-8")


def storm_section(found: _Results) -> str:
    """Return how the replicas kept up under a storm of publications."""
    plan, visible = found["plan"], found["visible_ms"]
    rows: list[list[Cell]] = [
        ["changes a second (planned)", f"{cell(found['lines_a_second'])} ({plan['rate']})"],
        ["publications a second", found["publications_a_second"]],
        ["visible in every replica in service, p50, ms", visible["p50"]],
        ["visible in every replica in service, p95, ms", visible["p95"]],
        ["the slowest, ms", visible["most"]],
        ["all caught up after the last publication, s", found["settled_seconds"]],
        ["turn of a citizen meanwhile, p95, ms", found["turn_ms"]["p95"]],
        ["turns that a replica in service failed", f"{found['turns_failed']} of {found['turns']}"],
        ["replicas whose index equals one made anew", f"{sum(found['identical'])} of {len(found['identical'])}"],
        ["that index equals the records", "yes" if found["as_recorded"] else "**no**"],
    ]
    said = (
        f"{plan['replicas']} api processes on one {found['database']}, {plan['entries']:,} entries; {plan['rate']} "
        f"lines of the change log a second for {plan['seconds']:g} s: other versions of policies, of what explains them, "
        f"withdrawals, returns and replacements, each in a transaction of its own. {found['kills']} of the processes are "
        f"killed (`kill -9`) at random moments and started again. Vectors: {found['encoder']}, made before, as a "
        f"publication makes them. Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['publications']:,} publications", ""], rows)


def streams_section(found: _Results) -> str:
    """Return what many streams at once cost."""
    rows: list[list[Cell]] = [
        ["open at once", found["open_at_once"]],
        ["memory of api before, MiB", found["api_mb_before"]],
        ["memory of api, most, MiB", found["api_mb"]],
        ["answered", f"{found['answered']:,} of {found['offered']:,}"],
        ["answered to somebody else", found["wrong_recipient"]],
        ["all answered after, s", found["drained_seconds"]],
        ["first word (that it waits), p95, s", found["first_status_seconds"]["p95"]],
    ]
    said = (
        "As many visitors open a stream in the same moment, each with one question, on one api process with the real model "
        f"and Rasa. Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['streams']:,} streams", ""], rows)


def overload_section(found: _Results) -> str:
    """Return what became of questions that came faster than they can be answered."""
    wait, off = found["wait_seconds"], found["estimate_off"]
    rows: list[list[Cell]] = [
        ["offered", found["offered"]],
        ["answered", found["answered"]],
        ["lost", found["lost"]],
        ["answered to somebody else", found["wrong_recipient"]],
        ["answered twice", found["twice"]],
        ["answered a second", found["answered_a_second"]],
        ["answered within 10 s", found["in_time"]],
        ["told that they wait, and how long", found["queued"]],
        ["took longer than 10 s and were not told that they wait", found["slow_and_not_told"]],
        ["sent away with their question kept, and came back for the answer", found["came_back"]],
        ["connections lost and taken up again", found["connections_lost"]],
        ["first word, p95, s", found["first_status_seconds"]["p95"]],
        ["wait, p50, s", wait["p50"]],
        ["wait, p95, s", wait["p95"]],
        ["the first estimate was off by, p50", f"{off['p50']:.0%}" if off else "–"],
        ["longest line", found["longest_line"]],
        ["last one answered after, s", found["drained_seconds"]],
        ["memory of api, most, MiB", found["api_mb"]],
    ]
    said = (
        f"{found['rate']:g} new questions a second for {found['seconds']:g} s, each of another visitor and with a marker of "
        "its own, asked over streams of the widget's kind by one light process; whoever is told to come back later does. The "
        f"records say afterwards whose answer was whose. Load average {found['machine']['load_before']} before the run; "
        f"{found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['offered']:,} questions", ""], rows)


def laws_section(found: _Results) -> str:
    """Return how real laws came through an import, and what that cost beside the model."""
    rate = found["texts_a_second"]
    rows: list[list[Cell]] = [
        ["articles with their own label and text", f"{found['correct']:,} of {found['articles']:,}"],
        ["share", f"{found['share']:.2%}"],
        [f"{found['timed']:,} of them imported and published, texts a second", rate["import"]],
        ["the model alone on the same texts, texts a second", rate["encoder"]],
        ["ratio", found["ratio"]],
    ]
    said = (
        "Laws and regulations of the development sets, written out as text files, title and articles, picked at random. An "
        "article is right when exactly one clause has its label and just its words. Read, stored, embedded, published and "
        f"indexed five at a time, in turn with the bare model. Load average {found['machine']['load_before']} after the "
        f"structure was read; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['documents']:,} laws", ""], rows)


def _targets(results: _Results) -> str:
    rows: list[list[Cell]] = []
    for target in load_targets():
        value = target.measured(results)
        if value is None:
            rows.append([target.name, "not measured", target.limit, "–"])
        else:
            rows.append(
                [
                    target.name,
                    f"{cell(value)} {target.unit}",
                    target.limit,
                    "yes" if target.reached_by(value) else "**no**",
                ]
            )
    return table(["figure", "measured", "target", "reached"], rows)


def _missed(results: _Results) -> str:
    measured = [(target, target.measured(results)) for target in load_targets()]
    missed = [target.name for target, value in measured if value is not None and not target.reached_by(value)]
    absent = [target.name for target, value in measured if value is None]
    said = f"Not reached in this run: {'; '.join(missed)}." if missed else "Every target measured was reached."
    return f"{said} Not measured in this run: {'; '.join(absent)}." if absent else said


def _turns(turns: _Results) -> str:
    arms = turns["one_by_one"]
    rows: list[list[Cell]] = [[text, arms[name]["p50"], arms[name]["p95"]] for name, text in _ARMS.items()]
    rows.append(["一号答 / bare Rasa that embeds itself", arms["ratio"]["p50"], arms["ratio"]["p95"]])
    given = [arms["yihaoda"][p] / arms["bare_rasa_vector_given"][p] for p in ("p50", "p95")]
    rows.append(["一号答 / bare Rasa with the vector given", *given])
    return table([f"{arms['n']} turns, one by one", "p50, ms", "p95, ms"], rows)


def _load(load: _Results) -> str:
    rows = [
        [_ARMS[name], rate, load["latency_ms"][name]["p50"], load["latency_ms"][name]["p95"]]
        for name, rate in load["turns_a_second"].items()
    ]
    rows.append(["ratio", load["ratio"], "", ""])
    return table([f"{load['n']} turns, eight at a time", "turns a second", "p50, ms", "p95, ms"], rows)


def _search(points: list[dict[str, Any]]) -> str:
    return table(
        ["passages", "一号答 p50, ms", "p95, ms", "bm25s + FAISS p50, ms", "p95, ms", "ratio p50", "ratio p95"],
        ([point["passages"], *_search_figures(point["search_ms"])] for point in points),
    )


def _search_figures(found: _Results) -> Iterator[Cell]:
    for name in ("yihaoda", "bm25s_and_faiss", "ratio"):
        yield from (found[name][percentile] for percentile in ("p50", "p95"))


def _growth(points: list[dict[str, Any]]) -> str:
    figures = ("passages", "index_seconds", "bare_index_seconds", "snapshot_mb", "load_seconds", "rss_mb")
    return table(
        ["passages", "indexing, s", "bm25s + FAISS, s", "snapshot, MiB", "loading it, s", "process with model, MiB"],
        ([point[figure] for figure in figures] for point in points),
    )


def _processes(results: _Results) -> str:
    rows = [
        [
            found["passages"],
            found["seconds"],
            *(found["resident_mb"][name] for name in ("api", "rasa")),
            found["turn_p95_ms"],
        ]
        for found in (results["start"], *results["large"].values())
    ]
    return table(["passages", "start until ready, s", "api, MiB", "rasa, MiB", "turn p95, ms"], rows)


def _imports(found: _Results) -> str:
    rate, delay = found["texts_a_second"], found["publish_to_searchable_ms"]
    rows: list[list[Cell]] = [
        ["imported and published, texts a second", rate["import"]],
        ["the model alone on the same texts, texts a second", rate["encoder"]],
        ["ratio", found["ratio"]],
        ["published until another process finds it, p50, ms", delay["p50"]],
        ["published until another process finds it, p95, ms", delay["p95"]],
    ]
    return table([f"{found['texts']:,} texts", ""], rows)
