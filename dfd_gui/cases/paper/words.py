"""Sentences of the printed report that are not the record's own; English, as the record and the web page are."""

from __future__ import annotations

CANNOT = "What this verdict can and cannot say"
ON_TIME = "1 = manipulated, 0 = authentic. Lines are not drawn across frames in which the person was not scored."
TELLING = (
    "Of each person the scored faces with the highest, the median and the lowest score, cut from the sampled frames."
)
ANALYST = (
    "Written by the person who reviewed the clip. The program found none of it, and none of it enters into the score "
    "or the verdict above."
)
NOBODY = "None: nothing was noted, and nobody was left out of account."
RECORD = (
    "This report shows a result file, which is attached to it. 'dfd verify' checks that file: it hashes the clip "
    "again, scores faces again with the same detectors and adds the scores up. Compare the SHA-256 below with that of "
    "the file to be sure that they belong together."
)
