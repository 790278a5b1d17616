"""Runs of every case kept with what they gave, to be replayed to the last digit anywhere.

``python tests/content/replays.py`` keeps some more, for versions of which none is kept yet; runs
of older versions stay: they must go on opening.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from coordo_simulation.case_survey import iter_said
from coordo_simulation.following import drive, simulate_exactly
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import Closed, load_references
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[2]
PATHS = tuple(sorted((REPOSITORY / "modules").glob("*/scenario.yml")))
KEPT = Path(__file__).with_suffix(".json")
RUNS = 8


class Replay(Closed):
    """A run, and the digest of all that it computed."""

    run: Run
    digest: str


def load_replays() -> tuple[Replay, ...]:
    """Read the kept runs."""
    if not KEPT.is_file():
        return ()
    return tuple(Replay.model_validate(each) for each in json.loads(KEPT.read_text("utf-8")))


def load_cases() -> dict[str, Scenario]:
    """Load every case of the course, by id."""
    book = load_references(REPOSITORY / "course" / "references.yml")
    cases = (load_scenario(path, book) for path in PATHS)
    return {case.id: case for case in cases}


def digest_run(case: Scenario, run: Run) -> str:
    """Digest every number of a run, to the last bit, and every text that it tells."""
    trace = simulate_exactly(case, run, has_texts=True)
    told = [said.spec.text for said in iter_said(trace)]
    told += [getattr(one.item.spec, "body", "") for step in trace.steps for one in step.openings]
    numbers = [value.hex() for values in trace.periods for value in map(float, values)]
    assert trace.outcome is not None
    whole = json.dumps([numbers, told, trace.outcome.id], ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def main() -> None:
    """Keep runs of the versions that have none."""
    kept = list(load_replays())
    known = {(each.run.scenario, each.run.version) for each in kept}
    for case in load_cases().values():
        if (case.id, case.version) in known:
            continue
        for seed in range(RUNS):
            run = drive(case, seed, choose_at_random(100 + seed), run_id=f"rejeu-{seed}")
            kept.append(Replay(run=run, digest=digest_run(case, run)))
    data = [each.model_dump(mode="json", exclude_none=True) for each in kept]
    KEPT.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
