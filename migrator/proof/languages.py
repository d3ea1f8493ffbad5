"""The names of a language that code is in → one of them, empty where the code has no language."""

from __future__ import annotations

import re

from migrator.proof.browser import Attributes

# Names that Velog and Rouge colour alike, and names of languages that one of them calls otherwise.
_NAMES = {
    "apacheconf": "apache",
    "bash": "sh shell zsh ksh",
    "batchfile": "cmd bat batch dosbatch winbatch",
    "clojure": "clj cljs",
    "coffeescript": "coffee coffee-script",
    "common_lisp": "cl common-lisp lisp elisp emacs-lisp",
    "console": "terminal shell-session shell_session",
    "cpp": "c++",
    "csharp": "c# cs dotnet",
    "css": "css3",
    "diff": "patch udiff",
    "docker": "dockerfile",
    "elixir": "ex exs",
    "erlang": "erl",
    "fsharp": "f#",
    "gherkin": "cucumber behat",
    "go": "golang",
    "graphql": "gql",
    "handlebars": "hbs mustache",
    "haskell": "hs",
    "html": "html5 htm svelte",
    "javascript": "js node nodejs mjs cjs",
    "json": "json5 jsonc json-doc",
    "jsx": "react",
    "julia": "jl",
    "kotlin": "kt kts",
    "latex": "tex",
    "makefile": "make mf gnumake bsdmake",
    "markdown": "md mkd",
    "matlab": "m",
    "objective_c": "objective-c objc obj-c obj_c objectivec",
    "objective_cpp": "objcpp obj-cpp objc++ obj-c++",
    "perl": "pl",
    "php": "php3 php4 php5",
    "powershell": "ps1 posh",
    "properties": "env dotenv",
    "protobuf": "proto",
    "puppet": "pp",
    "python": "py python3",
    "r": "s",
    "ruby": "rb",
    "rust": "rs",
    "scss": "less",
    "sql": "mysql postgresql mariadb oracle",
    "terraform": "tf",
    "typescript": "ts",
    "vb": "visualbasic",
    "viml": "vim vimscript",
    "vue": "vuejs",
    "yaml": "yml",
}
_ALIASES = {other: name for name, others in _NAMES.items() for other in others.split()}
_NO_LANGUAGE = set("null none plaintext plain text txt output log undefined".split()) | {""}


def of_classes(attributes: Attributes) -> str:
    """Find the language among the classes; where `language-` begins the names, as a rule."""
    names = attributes.get("class", "").split()
    found = [name.removeprefix("language-") for name in names if name.startswith("language-")]
    return found[0] if found else ""


def name(said: str) -> str:
    """Give the first word of a language's name in small letters, empty for none."""
    word = re.split(r"[\s:{,;=(]", said.strip().lower(), maxsplit=1)[0]
    word = _ALIASES.get(word, word)
    return "" if word in _NO_LANGUAGE else word
