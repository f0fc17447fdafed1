"""Write a corpus of invented news with its truth: `python -m benchmarks.corpus OUT_DIR --documents 20000 --seed 1`.

Each batch is a folder of dumps (`batch_1`, `batch_2`, …) and TRUTH.json is about all of them. `--batches 1 0.01 0.1`
makes a second batch of 1 % and a third of 10 % of the documents; stories reach over batches. The same seed gives the
same bytes.
"""

import argparse
import json
import random
import time
from pathlib import Path

from benchmarks.corpus.plan import Page, plan_pages
from benchmarks.corpus.writing import truth, write_batch


def main() -> None:
    """Write the dumps and TRUTH.json, and print how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batches", type=float, nargs="+", default=[1.0], help="sizes relative to --documents")
    wanted = parser.parse_args()
    began = time.perf_counter()
    write_corpus(wanted.folder, wanted.documents, wanted.seed, wanted.batches)
    print(f"written to {wanted.folder} in {time.perf_counter() - began:.1f} s")


def write_corpus(folder: Path, documents: int, seed: int, batches: list[float]) -> None:
    """Write a corpus of this many documents times the sum of the batches."""
    dice = random.Random(seed)  # noqa: S311 -- invented news is no secret
    sizes = [round(documents * share) for share in batches]
    pages = plan_pages(dice, sum(sizes))
    places = [place for place, size in enumerate(sizes) for _ in range(size)]
    dice.shuffle(places)
    keys: dict[str, Page] = {}
    rejects: dict[str, str] = {}
    batch_of: dict[str, str] = {}
    for place in range(len(sizes)):
        name = f"batch_{place + 1}"
        chosen = [page for page, at in zip(pages, places, strict=True) if at == place]
        found, refused = write_batch(folder / name, chosen, dice, f"b{place + 1}")
        keys |= found
        rejects |= refused
        batch_of |= dict.fromkeys(found, name)
    text = json.dumps(truth(keys, rejects, batch_of), indent=1, ensure_ascii=False)
    (folder / "TRUTH.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
