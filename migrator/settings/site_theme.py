"""A theme's profile and a site's own theme files → the profile that holds in this site, and why.

What a site's own files read counts for more than what its theme reads: they replace the theme's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from migrator.jekyll.site_config import Config
from migrator.model import Note, joined
from migrator.settings.drawings import Drawing, contents_keys, diagrams, formulas
from migrator.settings.layout_keys import LayoutKeys, layout_keys
from migrator.settings.profiles import Profile
from migrator.settings.theme_files import ThemeFiles
from migrator.settings.theme_readings import ReadKey, layout_chain


@dataclass(frozen=True)
class SiteTheme:
    """The theme of a site.

    `profile` has the keys that posts need in this site, `keys` what the site's own files read.
    `signs` says, by fields of the profile, in which of those files the keys were found.
    """

    profile: Profile
    keys: LayoutKeys
    formulas: Drawing
    diagrams: Drawing
    has_post_layout: bool
    signs: Mapping[str, Note] = field(default_factory=dict)

    def covers_on_top(self, covers: Iterable[str], of_theme: Profile) -> tuple[str, ...]:
        """Give the keys whose image is shown above the text of each post, `covers` among them.

        Where the site has the layout of its posts, only that says so.
        """
        pictures = self.keys.covers_on_top
        if not self.has_post_layout:
            return tuple(dict.fromkeys((*of_theme.cover_on_top, *pictures)))
        known = (*covers, *of_theme.cover, *of_theme.cover_on_top)
        named = [next((key for key in known if _is_same(key, each)), each) for each in pictures]
        others = [key for key in known if any(_is_same(key, each) for each in self.keys.top)]
        return tuple(dict.fromkeys((*named, *(key for key in others if key in covers))))

    def shows_summary(self, profile: Profile) -> bool:
        """Tell whether a summary is shown above the text of its post, as Velog does not."""
        on_top = self.keys.top if self.has_post_layout else profile.summary_on_top
        return not set(on_top).isdisjoint(profile.summary)


def site_theme(
    profile: Profile,
    config: Config,
    theme: ThemeFiles,
    layout: str,
    image_dir: str,
    *,
    asks: bool,
) -> SiteTheme:
    """Find what holds for posts of this layout, with their images in this folder.

    `asks` says that the author's own posts ask for formulas.
    """
    keys = layout_keys(theme.texts, layout, image_dir, is_whole=theme.is_whole)
    math = formulas(profile, config, theme, layout, asks=asks)
    mermaid = diagrams(profile, config, theme, layout)
    covers = _chosen(profile.cover, profile.cover_on_top, keys.cover_keys, keys, profile, theme)
    summaries = _chosen(profile.summary, (), keys.summaries, keys, profile, theme)
    found = {
        "cover": tuple(each.key for each in covers),
        "summary": tuple(each.key for each in summaries),
        "math": math.keys,
        "mermaid": mermaid.keys,
        "toc": {} if profile.family else contents_keys(config, theme, layout),
    }
    signs = {
        "cover": joined((each.sign for each in covers if each.path), ", "),
        "summary": joined((each.sign for each in summaries if each.path), ", "),
        "math": math.sign,
        "mermaid": mermaid.sign,
    }
    if not profile.family:
        profile = replace(
            profile, cover=tuple(each for each in profile.cover if each not in keys.lost)
        )
    return SiteTheme(
        profile=_with(profile, found),
        keys=keys,
        formulas=math,
        diagrams=mermaid,
        has_post_layout=bool(layout_chain(theme.texts, layout)),
        signs={name: sign for name, sign in signs.items() if sign.english},
    )


def _with(profile: Profile, found: Mapping[str, object]) -> Profile:
    """Put what was found in the place of the theme's; nothing found is no finding."""
    changes: dict[str, object] = {
        name: value
        for name, value in found.items()
        if value or (name in ("math", "mermaid") and value is not None)
    }
    return replace(profile, **changes)  # type: ignore[arg-type]


def _chosen(
    of_theme: Iterable[str],
    on_top: Iterable[str],
    found: tuple[ReadKey, ...],
    keys: LayoutKeys,
    profile: Profile,
    theme: ThemeFiles,
) -> tuple[ReadKey, ...]:
    """Choose between the theme's keys and those found; none stands for the theme's.

    A copy of a theme reads its keys as the theme does, and its profile knows them better. Files of
    the theme that the site has not replaced still read the theme's.
    """
    known = (*of_theme, *on_top)
    is_copy = any(_is_same(key, each) for key in known for each in keys.read)
    if not found or (profile.family and is_copy):
        return ()
    of_others = () if theme.is_whole or not profile.family else tuple(of_theme)
    return (*(ReadKey(key, "", "quiet") for key in of_others), *found)


def _is_same(key: str, read: str) -> bool:
    """Tell whether a layout that reads one key shows what is written under the other."""
    return read in (key, key.removesuffix(".path"))


def language_of_lists(keys: LayoutKeys, config: Config) -> str:
    """Give the language that lists of posts ask for: Korean, if one does; empty if none asks."""
    asked = [each.key for each in keys.languages]
    named = [str(config.get("lang") or "") if each == "site.lang" else each for each in asked]
    korean = [each for each in named if each.lower().startswith("ko")]
    return next(iter((*korean, *named)), "")
