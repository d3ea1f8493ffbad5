"""Images that could not be downloaded → which are asked for again today, and which raise an alarm.

A loss is an alarm in the run that finds it. From then on it is known: it is counted, and asked for
again after one day, two, four and so on, since an image may come back. An image whose host could
not be asked is one that may come back soon: it is asked for in each run, and stays an alarm, for a
week.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from migrator.model import ImageResult, MigratorError, Note, Probe

SOON = timedelta(days=7)
LONGEST = timedelta(days=90)
"""What is the most between two attempts."""


@dataclass(frozen=True)
class Loss:
    """An image that is not available since a day, and was last asked for on another.

    With `is_gone` its host has answered that it has no such image, else it could not be asked.
    The days are None where a ledger of an earlier version names the image.
    """

    since: date | None = None
    asked: date | None = None
    is_gone: bool = False

    def is_due(self, today: date) -> bool:
        """Tell whether the image is asked for again."""
        if self.since is None or self.asked is None or self.asked > today or self._is_fresh(today):
            return True
        return today - self.asked >= min(self.asked - self.since, LONGEST)

    def is_settled(self, today: date) -> bool:
        """Tell whether nobody expects the image any more."""
        return self.is_gone or not self._is_fresh(today)

    def _is_fresh(self, today: date) -> bool:
        return not self.is_gone and self.since is not None and today - self.since < SOON


Losses = Mapping[str, Loss]
"""Losses by the path that the image would have."""


def today() -> date:
    """Give the day of `moment`."""
    return moment().date()


def moment() -> datetime:
    """Give the time of here, or that of `SOURCE_DATE_EPOCH`, where the environment has it.

    Raises MigratorError for one that is not a number of seconds.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MigratorError(
            f"SOURCE_DATE_EPOCH is {stated!r}. Make it a number of seconds since 1970, or unset "
            "it.",
            f"SOURCE_DATE_EPOCH의 값이 {stated!r}입니다. 1970년부터 센 초를 넣거나 변수를 "
            "지우세요.",
        ) from error


def resting(losses: Losses, day: date) -> frozenset[str]:
    """Give the images that are not asked for on this day."""
    return frozenset(path for path, loss in losses.items() if not loss.is_due(day))


def after_results(known: Losses, results: Iterable[ImageResult], day: date) -> dict[str, Loss]:
    """Give the losses, now that it is known which images could not be downloaded."""
    lost = dict(known)
    for result in results:
        lost.pop(result.job.image.path, None)
        if result.problem is not None:
            lost |= _lost(result.job.image.path, result.is_gone, known, day)
    return lost


def after_probes(known: Losses, probes: Mapping[str, Probe], day: date) -> dict[str, Loss]:
    """Give the losses that are to be expected, now that hosts have said which images there are."""
    lost = dict(known)
    for path, probe in probes.items():
        if probe.is_there:
            lost.pop(path, None)
        elif probe.problem is not None:
            lost |= _lost(path, probe.is_gone, known, day)
    return lost


def _lost(path: str, is_gone: bool, known: Losses, day: date) -> dict[str, Loss]:
    before = known.get(path, Loss())
    return {path: Loss(before.since or day, day, is_gone)}


@dataclass(frozen=True)
class LossReview:
    """The losses after a run, of which those in `known` were there before it, on a `day`.

    With `is_strict` every loss is an alarm.
    """

    now: Losses
    known: Losses
    day: date
    is_strict: bool = False

    @property
    def alarms(self) -> frozenset[str]:
        """Give the images whose loss is new, or that may come back soon."""
        return frozenset(
            path
            for path, loss in self.now.items()
            if self.is_strict or path not in self.known or not loss.is_settled(self.day)
        )

    @property
    def note(self) -> tuple[Note, ...]:
        """Count the losses that are no alarm."""
        alarms = self.alarms
        quiet = [loss for path, loss in self.now.items() if path not in alarms]
        if not quiet:
            return ()
        since = min(loss.since or self.day for loss in quiet)
        one = len(quiet) == 1
        return (
            Note(
                f"{len(quiet)} {'image is' if one else 'images are'} gone for good, known since "
                f"{since}: the {'post keeps its link' if one else 'posts keep the links'} to "
                f"{'it' if one else 'them'}. --strict names {'it' if one else 'them'}.",
                f"{since}부터 알려진, 더는 받을 수 없는 이미지가 {len(quiet)}개 있습니다. 글에는 "
                "원래 주소가 남아 있고, --strict를 주면 하나씩 보여 줍니다.",
            ),
        )


def dump_losses(losses: Losses) -> dict[str, object]:
    """Write losses as JSON has them."""
    return {
        path: {"since": _day(loss.since), "asked": _day(loss.asked), "gone": loss.is_gone}
        for path, loss in losses.items()
    }


def load_losses(content: object) -> dict[str, Loss]:
    """Read what `dump_losses` wrote, or the paths alone, as earlier versions wrote them.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    if isinstance(content, list):
        return {str(path): Loss() for path in content}
    if not isinstance(content, dict):
        raise TypeError("a list of images is missing")
    return {
        str(path): Loss(_read_day(loss["since"]), _read_day(loss["asked"]), loss["gone"] is True)
        for path, loss in content.items()
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
