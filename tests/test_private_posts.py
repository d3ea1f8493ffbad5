"""Private posts and drafts: what becomes of them in the site, and that no token is left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import frontmatter
import pytest

from conftest import Program, stamps, tree
from velog import RELEASED, FakePost, FakeVelog

ACCESS, REFRESH = "a-secret-access-token", "a-secret-refresh-token"
BOTH = ("--private", "--drafts")
PRIVATE = "_posts/2023-05-01-비밀.md"
DRAFT = "_drafts/초안.md"


@pytest.fixture
def author(velog: FakeVelog, monkeypatch: pytest.MonkeyPatch) -> FakeVelog:
    """Give a blog with a private post and a draft, whose author is logged in."""
    velog.posts = [
        FakePost("공개", "글"),
        FakePost("비밀", "첫 줄\n\n둘째 줄", is_private=True),
        FakePost("초안", "첫 줄\n\n둘째 줄", is_temp=True),
    ]
    velog.log_in(ACCESS, REFRESH)
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", ACCESS)
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", REFRESH)
    return velog


def test_a_private_post_is_not_published_and_a_draft_is_one(
    author: FakeVelog, site: Path, run: Program
) -> None:
    done = run("migrate", "labdev", *BOTH, "--site", site)
    assert (done.code, done.err) == (0, "")
    assert frontmatter.loads((site / PRIVATE).read_text("utf-8"))["published"] is False
    assert "date" not in frontmatter.loads((site / DRAFT).read_text("utf-8"))
    before = stamps(site)
    assert run("sync", *BOTH, "--site", site).code == 0
    assert stamps(site) == before


def test_a_run_that_did_not_ask_for_them_does_not_miss_them(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    before = stamps(site)
    done = run("sync", "--prune", "--site", site)
    assert "gone" not in done.out
    assert stamps(site) == before


def test_a_draft_that_is_published_keeps_what_was_edited_here(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    mine = site / DRAFT
    mine.write_text(mine.read_text("utf-8").replace("첫", "내"), "utf-8")
    later = RELEASED + timedelta(days=30)
    author.posts = [
        replace(post, is_temp=False, released_at=later) if post.is_temp else post
        for post in author.posts
    ]
    author.edit("초안", body="첫 줄\n\n2째 줄")
    assert run("sync", "--site", site).code == 0
    assert not mine.exists()
    text = (site / "_posts/2023-05-31-초안.md").read_text("utf-8")
    assert text.endswith("\n\n내 줄\n\n2째 줄\n")
    assert "\ndate: 2023-05-31 " in text


def test_a_private_post_that_becomes_public_is_published(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    author.edit("비밀", is_private=False)
    assert run("sync", "--site", site).code == 0
    assert "published" not in frontmatter.loads((site / PRIVATE).read_text("utf-8")).metadata


def test_an_expired_session_is_an_error_and_nothing_is_gone(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    author.accounts.access.clear()
    author.accounts.refresh.clear()
    before = stamps(site)
    done = run("sync", *BOTH, "--prune", "--site", site)
    assert done.code == 2
    assert "expired" in done.err
    assert stamps(site) == before


def test_without_tokens_the_run_says_where_they_are(
    author: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VELOG_ACCESS_TOKEN")
    monkeypatch.delenv("VELOG_REFRESH_TOKEN")
    done = run("migrate", "labdev", "--private", "--no-input", "--site", site)
    assert done.code == 2
    assert "--token-file" in done.err
    file = site.parent / "tokens"
    file.write_text(f"access_token={ACCESS}\n", "utf-8")
    file.chmod(0o644)
    refused = run("migrate", "labdev", "--private", "--token-file", file, "--site", site)
    assert refused.code == 2
    assert "chmod 600" in refused.err
    file.chmod(0o600)
    assert run("migrate", "labdev", "--private", "--token-file", file, "--site", site).code == 0


@pytest.mark.parametrize(("name", "code"), [("tokens.txt", 2), ("a/tokens", 2), (".tokens", 0)])
def test_tokens_are_not_taken_from_where_jekyll_would_publish_them(
    author: FakeVelog, site: Path, run: Program, name: str, code: int
) -> None:
    file = site / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"access_token={ACCESS}\nrefresh_token={REFRESH}\n", "utf-8")
    file.chmod(0o600)
    done = run("migrate", "labdev", "--private", "--token-file", file, "--site", site)
    assert done.code == code
    assert ("would publish the tokens" in done.err) is (code == 2)


def test_no_token_is_left_anywhere(
    author: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    author.accounts.access.clear()  # so that a new one is minted on the way
    said = [
        run("migrate", "labdev", *BOTH, "--site", site),
        run("backup", "labdev", tmp_path / "backup", *BOTH),
        run("migrate", *BOTH, "--from", tmp_path / "backup", "--site", site),
        run("diff", *BOTH, "--site", site),
    ]
    assert [done.code for done in said] == [0, 0, 0, 0]
    author.accounts.refresh.clear()
    author.accounts.access.clear()
    said.append(run("sync", *BOTH, "--site", site))
    everything = b"".join(tree(tmp_path).values()) + repr(said).encode()
    for token in (ACCESS, REFRESH, *author.accounts.minted):
        assert token.encode() not in everything
    assert author.accounts.minted


def publish(author: FakeVelog) -> Path:
    """Publish the draft a month later; gives the path of the post."""
    later = RELEASED + timedelta(days=30)
    author.posts = [
        replace(post, is_temp=False, released_at=later) if post.is_temp else post
        for post in author.posts
    ]
    return Path("_posts/2023-05-31-초안.md")


def test_a_published_draft_is_written_over_no_other_file(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    mine = site / publish(author)
    mine.write_text("---\ntitle: 내 것\n---\n\n내 글\n", "utf-8")
    done = run("sync", "--site", site)
    assert f"← {DRAFT}" in done.out
    assert mine.read_text("utf-8").endswith("내 글\n")
    assert len(list(mine.parent.glob("2023-05-31-초안-*.md"))) == 1


def test_a_published_draft_in_conflict_stays_until_it_is_resolved(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    mine = site / DRAFT
    ours = mine.read_text("utf-8").replace("둘째", "내")
    mine.write_text(ours, "utf-8")
    post = site / publish(author)
    author.edit("초안", body="첫 줄\n\n2째 줄")
    for _ in range(2):
        assert f"UU {DRAFT}" in run("sync", "--site", site).out
        assert mine.read_text("utf-8") == ours
    assert run("resolve", mine, "--theirs", "--site", site).code == 0
    done = run("sync", "--site", site)
    assert f"← {DRAFT}" in done.out
    assert not mine.exists()
    assert "2째" in post.read_text("utf-8")


def test_a_rebuilt_ledger_knows_what_is_not_public(
    author: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", *BOTH, "--site", site)
    (site / ".velog-to-jekyll/ledger.json").write_text("<<<<<<< HEAD\n", "utf-8")
    before = tree(site / "_posts")
    for options in (["--rebuild-ledger"], ["--prune"]):
        assert "gone" not in run("sync", *options, "--site", site).out
    assert tree(site / "_posts") == before


def test_a_published_post_that_is_a_draft_on_velog_now_stays_as_it_is(
    author: FakeVelog, site: Path, run: Program
) -> None:
    author.posts = [FakePost("하나", "글"), FakePost("둘", "글")]
    run("migrate", "labdev", *BOTH, "--site", site)
    author.edit("하나", is_temp=True, body="고치는 중")
    post = site / "_posts/2023-05-01-하나.md"
    before = post.read_text("utf-8")
    for command in (("sync", *BOTH), ("sync", *BOTH), ("sync",)):
        done = run(*command, "--site", site)
        assert (done.code, "1 gone from Velog" in done.out) == (0, True)
        assert post.read_text("utf-8") == before
    author.edit("하나", is_temp=False)
    run("sync", *BOTH, "--site", site)
    assert "고치는 중" in post.read_text("utf-8")
