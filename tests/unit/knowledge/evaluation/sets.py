"""Small evaluation sets on disk."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_lines(path: Path, rows: Sequence[Mapping[str, object]], *, bom: bool = False) -> Path:
    text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(text + "\n", "utf-8-sig" if bom else "utf-8")
    return path


def write_set(folder: Path) -> tuple[Path, Path, Path]:
    topics = (
        "公租房申请条件",
        "高龄津贴发放标准",
        "营业执照办理流程",
        "居住证签注时间",
        "生育津贴计算方法",
        "法律援助范围",
    )
    corpus = [{"id": f"p{n}", "title": "", "text": f"{topic}：以{topic}为准。"} for n, topic in enumerate(topics)]
    queries = [
        {"id": f"q{n}", "text": f"请问{topic}？", "split": "test" if n % 2 else "dev", "extra": 1}
        for n, topic in enumerate(topics)
    ]
    qrels = folder / "qrels.tsv"
    lines = [f"q{n}\tp{n}\t1" for n in range(len(topics))] + ["q0\tp1\t0"]
    qrels.write_text("query-id\tcorpus-id\tscore\n" + "\n".join(lines) + "\n\n", "utf-8")
    return write_lines(folder / "c.jsonl", corpus, bom=True), write_lines(folder / "q.jsonl", queries), qrels
