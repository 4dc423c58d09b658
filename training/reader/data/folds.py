"""Which fold a text belongs to: ``training/folds.json``."""

from __future__ import annotations

import json
from pathlib import Path

FOLDS = Path(__file__).parents[2] / "folds.json"

#: LitBank documents that are the beginning of a novel of PDNC, and so stand in its fold.
SAME_NOVEL = {
    "105_persuasion": "Persuasion",
    "11_alices_adventures_in_wonderland": "AlicesAdventuresInWonderland",
    "1245_night_and_day": "NightAndDay",
    "158_emma": "Emma",
    "160_the_awakening_and_selected_short_stories": "TheAwakening",
    "1695_the_man_who_was_thursday_a_nightmare": "TheManWhoWasThursday",
    "174_the_picture_of_dorian_gray": "ThePictureOfDorianGray",
    "208_daisy_miller_a_study": "DaisyMiller",
    "2641_a_room_with_a_view": "ARoomWithAView",
    "2891_howards_end": "HowardsEnd",
    "5230_the_invisible_man_a_grotesque_romance": "TheInvisibleMan",
    "541_the_age_of_innocence": "TheAgeOfInnocence",
}


def folds(corpus: str) -> dict[str, int]:
    """Fold (0, 1, 2) by name of a corpus' documents: ``pdnc`` or ``litbank``.

    The LitBank documents that are no novel of PDNC were dealt in the order of the SHA-256 of their names, each to the
    smallest fold; the file is what counts.
    """
    found: dict[str, int] = json.loads(FOLDS.read_text(encoding="utf-8"))[corpus]
    return found


def divided(corpus: str, fold: int) -> tuple[list[str], list[str]]:
    """Names to train on and names left out, sorted."""
    of = folds(corpus)
    return sorted(name for name in of if of[name] != fold), sorted(name for name in of if of[name] == fold)
