"""A blog and a site → the file and the address of each post of the blog in the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote

from migrator.converter.link_targets import LinkTargets
from migrator.converter.post_digest import source_digest
from migrator.converter.post_names import name_posts, new_place, new_url, wished_path
from migrator.converter.tag_names import tag_names
from migrator.converter.velog_links import velog_url
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import same_file
from migrator.jekyll.permalinks.pages import place_of
from migrator.model import Blog, Note, Post
from migrator.settings.site_settings import Settings
from migrator.site.address_table import MovedPost
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site
from migrator.site.ledger import Entry, Ledger
from migrator.site.velog_keys import title_and_slug


@dataclass(frozen=True)
class Move:
    """A page that had another address after the last run; `former` are all it ever had."""

    old: str
    new: str
    former: tuple[str, ...]


@dataclass(frozen=True)
class PostPlaces:
    """The files of posts by their ids, where links to them lead, and which post moved where.

    `moved` are the posts that came from Velog, `moves` those whose page in the site has another
    address than after the last run. `notes` name posts that had to go out of a page's way.
    """

    paths: Mapping[str, str]
    targets: LinkTargets
    moved: Mapping[str, MovedPost]
    moves: Mapping[str, Move]
    notes: tuple[Note, ...] = ()


def without_withdrawn(blog: Blog, ledger: Ledger) -> Blog:
    """Leave out posts that were published and are drafts on Velog now.

    They count as gone from Velog: the file in the site is public and stays so, until somebody
    decides otherwise.
    """
    public = {post_id for post_id, entry in ledger.posts.items() if entry.audience == "public"}
    posts = tuple(post for post in blog.posts if not (post.is_draft and post.id in public))
    return replace(blog, posts=posts)


def places_in(
    site: Site, blog: Blog, adoption: Adoption, settings: Settings, day: date
) -> PostPlaces:
    """Give each post of a blog its file, and those that have a page in the site their address.

    `day` is that of the run.
    """
    urls = site.urls
    kept = [_as_in_site(post, site) for post in blog.left_out if _has_file(post, site)]
    paths = name_posts(
        blog.posts,
        settings,
        {**site.paths(), **adoption.paths},
        {path: site.owners.get(path) for path in site.texts},
        _taken(site, urls),
    )
    # The address by the post's own file, if it exists already.
    addresses = {
        post.id: urls.get(same_file(paths[post.id])) or new_url(post, paths[post.id], settings)
        for post in blog.posts
        if _has_page(post, paths[post.id], site, adoption)
    }
    addresses |= {post.id: url for post in kept if (url := urls.get(same_file(paths[post.id])))}
    targets = LinkTargets(
        username=blog.username,
        posts=(*blog.posts, *kept),
        urls=addresses,
        slugs={post_id: entry.slugs for post_id, entry in site.ledger.posts.items()},
        former={post_id: entry.former for post_id, entry in site.ledger.posts.items()},
        changed=dict(_changed(site, blog, settings.habits.modified, day)),
        tags=tag_names((*blog.posts, *kept), settings),
        settings=settings,
    )
    gone = dict(_gone(targets, site, urls))
    notes = tuple(_moved_aside(site, blog, paths, settings))
    return with_urls(PostPlaces(paths, targets, gone, {}, notes), addresses, site)


def _taken(site: Site, urls: Mapping[str, str]) -> dict[str, str | None]:
    """Give the places of the built site that are taken, and by which post from Velog, if any."""
    by_pages = {place: site.owners.get(each.path) for place, each in site.taken.items()}
    by_posts = {
        place_of(urls[same_file(path)]): site.owners.get(path)
        for path in site.texts
        if same_file(path) in urls
    }
    return {**by_pages, **by_posts}


def _moved_aside(
    site: Site, blog: Blog, paths: Mapping[str, str], settings: Settings
) -> Iterator[Note]:
    """Name the new posts that got another name since a page has the address of theirs."""
    known = site.paths()
    for post in blog.posts:
        if post.id in known or (wished := wished_path(post, settings)) == paths[post.id]:
            continue
        path, owner = paths[post.id], site.taken.get(new_place(post, wished, settings))
        if owner is None:
            continue
        url = new_url(post, wished, settings)
        yield Note(
            f"{path}: the address {url} is that of {owner.path}, so the post got a name with "
            "a piece of its id.",
            f"{path}: 주소 {url}은(는) 이미 {owner.path}의 것이어서, 글의 파일 이름에 id 일부를 "
            "붙였습니다.",
        )


def _changed(site: Site, blog: Blog, key: str, day: date) -> Iterator[tuple[str, str]]:
    """Give the days on which syncs saw that posts had changed; the author's posts have a `key`.

    What Velog calls the time of the last change moves with every view, so it tells nothing.
    """
    for post in blog.posts if key else ():
        entry = site.ledger.posts.get(post.id)
        if entry is None:
            continue
        written = _text_of_this_source(post, entry, site)
        if written is None:
            yield post.id, day.isoformat()
        elif value := read_values(written).get(key):
            yield post.id, str(value)


def _text_of_this_source(post: Post, entry: Entry, site: Site) -> str | None:
    """Give the text that an earlier run made of the post as it is on Velog now, if one did."""
    source = source_digest(post)
    if source == entry.incoming:
        return site.incoming.get(post.id, "")
    return site.bases.get(post.id, "") if entry.source in ("", source) else None


def with_urls(places: PostPlaces, urls: Mapping[str, str], site: Site) -> PostPlaces:
    """Give the places where posts have these addresses after the run."""
    targets = replace(places.targets, urls=urls)
    moved = {**places.moved, **dict(_moved(targets))}
    moves = dict(_moves(moved, site, targets.username))
    former = {post_id: move.former for post_id, move in moves.items()}
    targets = replace(targets, former={**targets.former, **former})
    return replace(places, targets=targets, moved=moved, moves=moves)


def _moves(moved: Mapping[str, MovedPost], site: Site, username: str) -> Iterator[tuple[str, Move]]:
    """Compare the addresses with those of the last run."""
    for post_id, post in moved.items():
        entry = site.ledger.posts.get(post_id)
        if entry is None or not entry.slugs:
            continue
        # By the slug that it had then: another post may have that one now.
        old, new = site.addresses.get(velog_url(username, entry.slugs[-1])), unquote(post.url)
        if old is not None and old != new:
            earlier = dict.fromkeys((*entry.former, old))
            yield post_id, Move(old, new, tuple(url for url in earlier if url != new))


def _has_file(post: Post, site: Site) -> bool:
    entry = site.ledger.posts.get(post.id)
    is_public = entry is not None and entry.audience == "public"
    return is_public and site.text_at(site.path_of(post.id) or "") is not None


def _as_in_site(post: Post, site: Site) -> Post:
    """Give a post that is left out, and whose file stays, the title and slug of that file.

    So what leads to it from elsewhere stays as it is, too.
    """
    title, slug = title_and_slug(site.text_at(site.path_of(post.id) or "") or "")
    return replace(post, title=post.title or title, slug=post.slug or slug)


def _has_page(post: Post, path: str, site: Site, adoption: Adoption) -> bool:
    """Tell whether a post has a public page in the site, or will have one after this run."""
    if post.audience != "public" or post.id in adoption.doubtful:
        return False
    is_known = post.id in site.ledger.posts or post.id in site.bases
    # A file that is known and not there was deleted by its author; a draft's moves.
    places = filter(None, (path, site.path_of(post.id)))
    return not is_known or any(site.text_at(place) is not None for place in places)


def _moved(targets: LinkTargets) -> Iterator[tuple[str, MovedPost]]:
    """Give the posts that have an address in the site."""
    for post in targets.posts:
        url = targets.urls.get(post.id)
        if url:
            former = [slug for slug in targets.slugs.get(post.id, ()) if slug != post.slug]
            yield post.id, MovedPost(post.title, (*former, post.slug), url)


def _gone(
    targets: LinkTargets, site: Site, urls: Mapping[str, str]
) -> Iterator[tuple[str, MovedPost]]:
    """Give the posts that are gone from Velog and still in the site."""
    listed, taken = {post.id for post in targets.posts}, {post.slug for post in targets.posts}
    for post_id, entry in site.ledger.posts.items():
        path = site.path_of(post_id)
        url = urls.get(same_file(path)) if path else None
        if post_id not in listed and entry.audience == "public" and path and url:
            title = read_values(site.text_at(path) or "").get("title")
            slugs = tuple(slug for slug in entry.slugs if slug not in taken)
            yield post_id, MovedPost(str(title or ""), slugs, url)
