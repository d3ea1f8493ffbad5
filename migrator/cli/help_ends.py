"""A command → the end of its help: codes, letters, an example and where all is explained."""

from __future__ import annotations

from migrator.cli.exit_codes import MEANINGS
from migrator.cli.repository import repository
from migrator.long_work.screen import say


def epilog() -> str:
    """Say what the exit codes mean, and what is read in the environment."""
    rows = "".join(f"  {code:<3}  {say(*meaning)}\n" for code, meaning in MEANINGS.items())
    return f"{say('exit codes', '종료 코드')}:\n{rows}\n{say(_ENVIRONMENT, _KOREAN_ENVIRONMENT)}"


_ENVIRONMENT = """\
environment:
  VELOG_V3_ENDPOINT    GraphQL address to use instead of https://v3.velog.io/graphql
  VELOG_V2_ENDPOINT    GraphQL address to use instead of https://v2.velog.io/graphql
  VELOG_IMAGE_ORIGIN   scheme://host:port to fetch every image from, instead of its own host
  VELOG_ACCESS_TOKEN   the cookie access_token of your login at velog.io (--private, --drafts)
  VELOG_REFRESH_TOKEN  the cookie refresh_token of the same login
  SOURCE_DATE_EPOCH    the day of a run, in seconds since 1970, for what is known since when
  PAGER                what shows long reports at a terminal (default: less; empty: nothing)
  NO_COLOR             no colour

"""
_KOREAN_ENVIRONMENT = """\
환경 변수:
  VELOG_V3_ENDPOINT    https://v3.velog.io/graphql 대신 쓸 GraphQL 주소
  VELOG_V2_ENDPOINT    https://v2.velog.io/graphql 대신 쓸 GraphQL 주소
  VELOG_IMAGE_ORIGIN   모든 이미지를 원래 서버 대신 받을 scheme://host:port
  VELOG_ACCESS_TOKEN   velog.io에 로그인했을 때의 쿠키 access_token(--private, --drafts)
  VELOG_REFRESH_TOKEN  같은 로그인의 쿠키 refresh_token
  SOURCE_DATE_EPOCH    기록과 보고서에 적을 실행 시각. 1970년부터 센 초
  PAGER                터미널에서 긴 보고서를 보여 줄 프로그램(기본값: less, 비우면 쓰지 않음)
  NO_COLOR             색 없이

"""


_COLUMNS = """\
For each post that differs, the report has a line with two letters: what happened on Velog, and \
what happened here.

  A   new on Velog
  M   changed on Velog
  R   renamed on Velog: same file
  W   written differently, the same post
  D   gone from Velog: kept
  DD  gone from Velog and removed
   M  changed here: kept
   D  deleted here: not written again, named once
   A  a file of yours that is the post: adopted
   R  another address by what you set: links follow
  MM  changed in both and merged
  UU  changed in both, in conflict: kept (resolve)
  ??  may be one of your files: not written (resolve)

"""
_KOREAN_COLUMNS = """\
보고서는 다른 글마다 두 글자로 시작하는 한 줄입니다. 앞은 Velog에서 있었던 일, 뒤는 여기서 있었던 \
일입니다.

  A   Velog에 새 글
  M   Velog에서 수정
  R   Velog에서 이름 변경: 파일은 그대로
  W   같은 글을 다르게 씀
  D   Velog에 없음: 그대로 둠
  DD  Velog에 없어 치움
   M  여기서 수정: 그대로 둠
   D  여기서 삭제: 다시 쓰지 않고 한 번 알림
   A  이미 있던 파일이 그 글: 연결
   R  설정이나 고친 것 때문에 주소가 바뀜: 링크가 따라감
  MM  양쪽에서 수정해 병합
  UU  양쪽에서 수정해 충돌: 그대로 둠(resolve)
  ??  이미 있는 파일이 이 글일 수 있음: 쓰지 않음(resolve)

"""


def seen(example: str, *pages: str) -> str:
    """Show a command as one types it, and say where all of it is explained."""
    shown = f"{say('example', '예')}:\n  velog-to-jekyll {example}\n\n"
    pages = tuple(say(page, page.replace(".md", ".ko.md")) for page in pages)
    documentation = say("documentation", "문서")
    if address := repository():
        addresses = "".join(f"  {address}/blob/HEAD/{page}\n" for page in pages)
        return f"{shown}{documentation}:\n{addresses}"
    where = say(f"{' and '.join(pages)} in the repository", f"저장소의 {', '.join(pages)}")
    return f"{shown}{documentation}: {where}\n"


def letters() -> str:
    """Say what the two letters before a post mean."""
    return say(_COLUMNS, _KOREAN_COLUMNS)
