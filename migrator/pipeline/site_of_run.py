"""The posts of a run and the folder of the site → the site, and the file of each post in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import httpx

from migrator.fetcher.answers import read_blog
from migrator.fetcher.author import read_author
from migrator.fetcher.source import BlogRequest, open_source
from migrator.fetcher.velog import username_of
from migrator.long_work.bars import progress_bars
from migrator.model import Answers, Blog, MigratorError
from migrator.pipeline.request import RunRequest, kept_ledger, known_username
from migrator.pipeline.settings_of_run import ledger_and_settings
from migrator.settings.site_settings import Settings
from migrator.site.about_wish import AboutWish, about_wish, without_profile
from migrator.site.adoption import Adoption, adopt
from migrator.site.checkout import Site, read_site
from migrator.site.known_series import with_known_orders
from migrator.site.ledger import Ledger
from migrator.site.losses import today
from migrator.site.post_places import PostPlaces, places_in, without_withdrawn


@dataclass(frozen=True)
class BlogInSite:
    """A blog as Velog or a backup has it, and where its posts are in the site."""

    blog: Blog
    site: Site
    places: PostPlaces


def read_blog_in_site(request: RunRequest, transport: httpx.BaseTransport | None) -> BlogInSite:
    """Fetch the posts and find them in the site. Writes nothing.

    Raises MigratorError if the posts or the site cannot be read.
    """
    ledger, settings = ledger_and_settings(request, kept_ledger(request))
    wanted = replace(request.blog, username=known_username(request.blog.username, ledger))
    with progress_bars() as start_bar, open_source(wanted, transport, start_bar) as source:
        blog = read_posts(wanted, source.answers, ledger)
    site = read_site(request.root, settings, ledger)
    blog, _, places = in_site(blog, site, settings, today())
    return BlogInSite(blog, site, places)


def read_posts(wanted: BlogRequest, answers: Answers, ledger: Ledger) -> Blog:
    """Read the posts. Raises MigratorError for those of another user than was asked for."""
    known_username(answers.username, ledger)
    _refuse_other_backup(wanted, answers.username)
    blog = read_blog(
        answers, private=wanted.private, drafts=wanted.drafts, comments=wanted.comments
    )
    return without_withdrawn(blog, ledger)


def _refuse_other_backup(wanted: BlogRequest, username: str) -> None:
    """Raise MigratorError for a backup of another user than the one that is named."""
    if wanted.backup and wanted.username and username_of(wanted.username) != username:
        raise MigratorError(
            f"{wanted.backup} is a backup of {username}, not of {username_of(wanted.username)}. "
            "Leave the name out, or name another folder with --from DIR.",
            f"{wanted.backup}은(는) {username_of(wanted.username)}이(가) 아니라 {username}의 "
            "백업입니다. 이름을 빼거나, 다른 폴더를 --from DIR로 지정하세요.",
        )


def in_site(
    blog: Blog, site: Site, settings: Settings, day: date
) -> tuple[Blog, Adoption, PostPlaces]:
    """Find the file of each post in the site."""
    blog = with_known_orders(blog, site)
    adoption = _adoption(blog, site, settings)
    return blog, adoption, places_in(site, blog, adoption, settings, day)


def _adoption(blog: Blog, site: Site, settings: Settings) -> Adoption:
    """Find the author's own files that are posts of the blog.

    A file that was adopted does not say so: in a rebuilt ledger, its post has no file. That post
    may as well have been deleted by the author, so it is never in doubt.
    """
    known, lost = site.paths(), site.without_file()
    new = [post for post in blog.posts if post.id not in known or post.id in lost]
    texts, ledger = site.unknown_texts(), site.ledger
    found = adopt(new, blog.username, texts, settings, ledger.others, ledger.doubts)
    doubtful = {key: files for key, files in found.doubtful.items() if key not in lost}
    return replace(found, doubtful=doubtful)


def lacks_comments(blog: Blog, site: Site) -> bool:
    """Tell whether comments are not known, and the author has not been told before."""
    known = blog.comments
    is_lacking = known is not None and any(post.id not in known for post in blog.posts)
    return is_lacking and not site.ledger.with_comments


def wish_of_about(
    request: RunRequest, answers: Answers, settings: Settings, site: Site
) -> AboutWish:
    """Give what the user wants of the About page, and what the site has in its place."""
    author = read_author(answers)
    if not request.about:
        return AboutWish(author, request.root)
    if answers.profile is None:
        is_backup = request.blog.backup is not None
        return without_profile(author, request.root, is_backup=is_backup)
    return about_wish(author, request.root, settings, site.taken)
