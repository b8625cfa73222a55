"""``python -m knowledge.embedding.offline FOLDER``: make the offline model."""

import sys
from pathlib import Path

from knowledge.embedding.offline.materialise import materialise
from knowledge.errors import YihaodaError


def main() -> int:
    """Make it; one line when it cannot be made."""
    try:
        materialise(Path(sys.argv[1]))
    except YihaodaError as error:
        sys.stderr.write(f"{error.message}。{error.remedy}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
