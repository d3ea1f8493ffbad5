"""The names of the commands → the parser of the command line, and its help."""

from __future__ import annotations

from migrator import __version__
from migrator.cli.help_ends import epilog, letters, seen
from migrator.cli.parser import CommandParser, ShowShellCode, add_language
from migrator.long_work.screen import say

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from collections.abc import Callable

    from migrator.cli.parser import Subparsers


def build_parser() -> CommandParser:
    """Describe the commands; also the source of the help in the README."""
    parser = CommandParser(
        prog="velog-to-jekyll",
        description=say(
            "Move your Velog blog to your Jekyll site, images and all, and keep the two in step.",
            "Velog 블로그를 이미지까지 모두 Jekyll 사이트로 옮기고, 그 뒤로 둘을 맞춰 갑니다.",
        ),
        end=lambda: epilog() + seen("new blog labdev", "README.md", "docs/troubleshooting.md"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
        help=say("show program's version number and exit", "버전을 보여 주고 끝냄"),
    )
    parser.add_argument(
        "--completion",
        action=ShowShellCode,
        choices=("bash", "zsh", "fish"),
        metavar="SHELL",
        help=say(
            "print what makes bash, zsh or fish complete these words, and exit",
            "bash, zsh, fish가 이 명령을 자동 완성하게 하는 코드를 출력하고 끝냄",
        ),
    )
    add_language(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_new(commands)
    _add_init(commands)
    _add_migrate(commands)
    _add_sync(commands)
    _add_diff(commands)
    _add_localize(commands)
    _add_resolve(commands)
    _add_check(commands)
    _add_backup(commands)
    return parser


def _add_new(commands: Subparsers) -> None:
    commands.add_parser(
        "new",
        arguments=_later("new"),
        end=lambda: seen("new blog labdev --github haru", "README.md"),
        help=say(
            "make a Jekyll site in an empty folder, with a Velog blog in it",
            "Velog 블로그가 담긴 Jekyll 사이트를 빈 폴더에 만듦",
        ),
        description=say(
            "Make a Jekyll site in an empty or a new folder: complete, with a look of its "
            "own, and built by GitHub Pages as it is. With USERNAME the blog comes along: every "
            "post and image, title, About page, picture and links. At a terminal it asks for what "
            "is not said. Ends with how to publish the site. All of it is yours: sync writes "
            "posts, images, comments if you asked for them, and the pages of new series only.",
            "비어 있거나 아직 없는 폴더에 Jekyll 사이트를 만듭니다. 디자인까지 다 갖추었고 GitHub "
            "Pages가 그대로 빌드합니다. USERNAME을 주면 블로그를 옮겨 담습니다: 모든 글과 이미지, "
            "제목, 소개 글, 사진, 링크. 터미널에서는 빠진 것을 물어봅니다. 마지막에 공개하는 "
            "방법이 나옵니다. 이제부터 모두 여러분의 것이고, sync는 글과 이미지, 가져오겠다고 한 "
            "댓글, 새 시리즈의 페이지만 씁니다.",
        ),
    )


def _add_init(commands: Subparsers) -> None:
    commands.add_parser(
        "init",
        arguments=_later("init"),
        end=lambda: seen("init --site blog", "docs/settings.md"),
        help=say(
            "show what is detected in a site, and write a file of settings",
            "사이트에서 알아낸 것을 보여 주고 설정 파일을 씀",
        ),
        description=say(
            "Show which theme, which Jekyll and which habits were detected in the site, "
            "from what, and how a post will begin. Write a commented .velog-to-jekyll.toml there. "
            "migrate detects the same without that file.",
            "사이트의 테마, Jekyll, 글 쓰는 습관을 무엇을 보고 알아냈는지와 글이 어떻게 시작할지 "
            "보여 주고, 주석이 달린 .velog-to-jekyll.toml을 씁니다. 그 파일이 없어도 migrate는 "
            "똑같이 알아냅니다.",
        ),
    )


def _add_migrate(commands: Subparsers) -> None:
    commands.add_parser(
        "migrate",
        arguments=_later("migrate"),
        end=lambda: seen("migrate labdev --site blog", "README.md"),
        help=say(
            "bring every post and image of a Velog blog into a Jekyll site",
            "Velog 블로그의 모든 글과 이미지를 Jekyll 사이트로 옮김",
        ),
        description=say(
            "Bring every post and image of a Velog blog into a Jekyll site, once. Run it "
            "again if it was interrupted; later changes come with sync.",
            "Velog 블로그의 모든 글과 이미지를 Jekyll 사이트로 한 번 옮깁니다. 중단되었으면 다시 "
            "실행하세요. 그 뒤에 바뀐 것은 sync로 가져옵니다.",
        ),
    )


def _add_sync(commands: Subparsers) -> None:
    commands.add_parser(
        "sync",
        arguments=_later("sync"),
        end=lambda: letters() + seen("sync --site blog", "README.md", "docs/nightly.md"),
        help=say(
            "bring a migrated site up to date with Velog", "옮긴 사이트에 Velog의 변경을 반영"
        ),
        description=say(
            "Bring a site that was migrated before up to date with Velog. What changed there is "
            "written, what you edited here is kept, and where both changed, they are merged.",
            "전에 옮긴 사이트에 Velog의 변경을 반영합니다. Velog에서 바뀐 글은 쓰고, 여기서 고친 "
            "글은 그대로 두고, 양쪽에서 바뀐 글은 병합합니다.",
        ),
    )


def _add_diff(commands: Subparsers) -> None:
    commands.add_parser(
        "diff",
        arguments=_later("diff"),
        end=lambda: letters() + seen("diff --site blog --open", "docs/report.md"),
        help=say(
            "show what migrate or sync would do, and write nothing",
            "migrate나 sync가 할 일을 보여 주고 아무것도 쓰지 않음",
        ),
        description=say(
            "Show what migrate or sync would do to the site, and write nothing in it: how "
            "many posts and images, each post that differs. With --patch, or for the posts that "
            "are named, also the differences.",
            "migrate나 sync가 사이트에 할 일을 보여 주고 아무것도 쓰지 않습니다. 글과 이미지의 수, "
            "달라진 글이 하나하나 나옵니다. --patch를 주거나 글을 지정하면 차이까지 보여 줍니다.",
        ),
    )


def _add_localize(commands: Subparsers) -> None:
    commands.add_parser(
        "localize",
        arguments=_later("localize"),
        end=lambda: seen("localize --site blog --dry-run", "README.md"),
        help=say(
            "bring the images of posts that you moved by hand into the site",
            "손으로 옮긴 글의 이미지를 사이트로 가져옴",
        ),
        description=say(
            "For a site that shows images which are still on Velog's servers: download "
            "the images into the site and point its files at them (posts, pages, layouts, data, "
            "styles), and links to your posts on Velog at the posts here. Nothing else in the "
            "files changes, nor do addresses in code. Run it as often as you like.",
            "아직 Velog 서버의 이미지를 보여 주는 사이트에 씁니다. 이미지를 사이트로 내려받아 "
            "파일(글, 페이지, 레이아웃, 데이터, 스타일)이 그것을 가리키게 하고, Velog의 내 글로 "
            "가는 링크는 여기 글로 돌립니다. 그 밖에는 파일에서 아무것도 바뀌지 않고, 코드 속의 "
            "주소도 그대로입니다. 몇 번이든 실행해도 됩니다.",
        ),
    )


def _add_resolve(commands: Subparsers) -> None:
    commands.add_parser(
        "resolve",
        arguments=_later("resolve"),
        end=lambda: seen(
            "resolve 2024-01-31-title.md --ours --site blog", "docs/troubleshooting.md"
        ),
        help=say(
            "end a conflict, or the doubt whether a file is a post",
            "충돌을 끝내거나, 파일이 그 글인지 정함",
        ),
        description=say(
            "End the conflict of a post that changed on Velog and here in the same place "
            "(UU), choose the text of a file that was adopted and differs ( A), or say whether a "
            "file is the post that it may be (??). A file with comments that you edited or deleted "
            "is given back to sync with --theirs. The next sync goes by that.",
            "Velog와 여기서 같은 곳이 바뀐 글의 충돌(UU)을 끝내거나, 연결했지만 Velog와 다른 파일( "
            "A)의 글을 고르거나, 파일이 그 글인지(??) 정합니다. 고치거나 지운 댓글 파일은 "
            "--theirs로 다시 sync에 맡깁니다. 다음 sync부터 그대로 따릅니다.",
        ),
    )


def _add_check(commands: Subparsers) -> None:
    commands.add_parser(
        "check",
        arguments=_later("check"),
        end=lambda: seen("check --site blog", "docs/check.md"),
        help=say(
            "find what is wrong in a Jekyll site, or will go wrong, and write nothing",
            "Jekyll 사이트에서 잘못되었거나 잘못될 곳을 찾고 아무것도 쓰지 않음",
        ),
        description=say(
            "Find what is wrong in a Jekyll site, or will go wrong: broken front matter, "
            "missing images, Liquid that would run, posts that share an address, and more. Reads "
            "files only: no network, no Ruby; writes nothing. With --built, prove instead that the "
            "pages that Jekyll built show what Velog shows.",
            "Jekyll 사이트에서 잘못되었거나 잘못될 곳을 찾습니다. 깨진 머리말, 없는 이미지, 실행될 "
            "Liquid, 주소가 같은 글 등입니다. 파일만 읽으므로 네트워크도 Ruby도 필요 없고, "
            "아무것도 쓰지 않습니다. --built를 주면 Jekyll이 빌드한 페이지가 Velog와 똑같이 "
            "보이는지 증명합니다.",
        ),
    )


def _add_backup(commands: Subparsers) -> None:
    commands.add_parser(
        "backup",
        arguments=_later("backup"),
        end=lambda: seen("backup labdev saved", "docs/backup.md"),
        help=say(
            "save the posts as Velog sends them, and the images, as plain files",
            "Velog가 보낸 그대로의 글과 이미지를 파일로 저장",
        ),
        description=say(
            "Save the posts as Velog sends them, and every image, as plain files in a "
            "folder. migrate, sync and diff read it with --from.",
            "Velog가 보낸 그대로의 글과 모든 이미지를 폴더에 파일로 저장합니다. migrate, sync, "
            "diff가 --from으로 읽습니다.",
        ),
    )


def _later(name: str) -> Callable[[CommandParser], None]:
    """Give what adds the arguments of a command; the help of all commands does without them."""

    def add(parser: CommandParser) -> None:
        from migrator.cli.arguments import ARGUMENTS

        ARGUMENTS[name](parser)

    return add
