"""A kept run gives the same numbers and the same story, on any Python and any machine."""

from __future__ import annotations

import pytest
from coordo_simulation.playback import play
from replays import Replay, digest_run, load_cases, load_replays

CASES = load_cases()
REPLAYS = load_replays()
ADVICE = (
    "a change that alters a run gives the scenario a new version; then run "
    "python tests/content/replays.py"
)


def name_of(replay: Replay) -> str:
    return f"{replay.run.scenario}-{replay.run.version}-{replay.run.id}"


def test_the_present_version_of_every_case_is_kept():
    kept = {(each.run.scenario, each.run.version) for each in REPLAYS}
    assert {(case.id, case.version) for case in CASES.values()} <= kept, ADVICE


@pytest.mark.parametrize("replay", REPLAYS, ids=name_of)
def test_a_kept_run_is_the_same_to_the_last_bit(replay):
    case = CASES[replay.run.scenario]
    if replay.run.version == case.version:
        assert digest_run(case, replay.run) == replay.digest, ADVICE
    else:
        note = play(case, replay.run).version_note
        assert note is not None
        assert replay.run.version in note.text
