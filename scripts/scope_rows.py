"""Own rows for the scope judge, from the dialogue's examples and the sample questions, as JSON lines.

``python -m scripts.scope_rows > rows.jsonl && python -m knowledge.scope.train MODEL DEVELOPMENT.jsonl rows.jsonl``
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from knowledge.samples.schema import load_samples

ROOT = Path(__file__).resolve().parents[1]
_LABELS = {
    "ask_policy": "in_scope",
    "apply_disclosure": "in_scope",
    "report_problem": "in_scope",
    "out_of_scope": "out_of_scope",
}
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))")


def dialogue_rows() -> Iterator[tuple[str, str, str]]:
    """Yield text, label and source of the examples of intents that are surely in or out of scope."""
    for path in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            intent = block.get("intent", "")
            for line in block["examples"].splitlines() if intent in _LABELS else ():
                text = _ANNOTATION.sub(r"\1", line.removeprefix("- ").strip())
                yield text, _LABELS[intent], f"own_{intent}"


def sample_rows() -> Iterator[tuple[str, str, str]]:
    """Yield text, label and source of every question of the sample knowledge."""
    for entry in load_samples(ROOT / "knowledge" / "samples").interpretations:
        for pair in entry.qa:
            yield from ((text, "in_scope", "own_samples") for text in (pair.question, *pair.similar))


def main() -> None:
    """Write the rows to standard output."""
    for text, label, source in (*dialogue_rows(), *sample_rows()):
        if text:
            sys.stdout.write(json.dumps({"text": text, "label": label, "source": source}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
