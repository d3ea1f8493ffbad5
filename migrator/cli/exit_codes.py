"""How a command ended → its exit code, and what that says, as help and README show it."""

DONE = 0
DIFFERENT = 1
FAILED = 2
INTERRUPTED = 130

MEANINGS = {
    DONE: (
        "all is done: everything on Velog is in the site, but for images that are known to be "
        "lost (diff, --dry-run: nothing would change; check: nothing is wrong; localize: no image "
        "on Velog is shown any more)",
        "모두 끝남: 사라졌다고 이미 알린 이미지를 빼고 Velog의 모든 것이 사이트에 있음(diff, "
        "--dry-run: 바뀔 것이 없음, check: 잘못된 곳이 없음, localize: Velog의 이미지를 보여 주는 "
        "곳이 없음)",
    ),
    DIFFERENT: (
        "something is not, and was named: a conflict, a doubt, a lost image that was not "
        "known to be lost (diff, --dry-run: a change; check: a fault; localize: an address that "
        "was not changed for sure)",
        "다 되지 않았고 무엇인지 알려 줌: 충돌, 확인이 필요한 글, 새로 잃은 이미지(diff, "
        "--dry-run: 바뀔 것이 있음, check: 잘못된 곳이 있음, localize: 확실하지 않아 바꾸지 않은 "
        "주소)",
    ),
    FAILED: (
        "the run was not possible: wrong usage, no network, no Jekyll site",
        "실행할 수 없음: 잘못된 명령, 네트워크 없음, Jekyll 사이트가 아님",
    ),
    INTERRUPTED: (
        "stopped with Ctrl-C: what is written is whole, and the same command goes on",
        "Ctrl-C로 멈춤: 쓴 파일은 온전하고, 같은 명령을 다시 실행하면 이어서 함",
    ),
}
"""In English and in Korean."""
