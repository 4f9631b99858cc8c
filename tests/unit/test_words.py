"""The catalogue of words: the same messages in every language, each of them used, none missing."""

import ast
import pickle
import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from ioc.words import catalogue
from ioc.words.catalogue import FOLDER, LANGUAGES, WordsError, messages, say
from ioc.words.phrase import FixedNumber, Phrase, WordList
from scripts.words import ids_of_scripts, module_texts, rooms_of_scripts
from tests.sources import tree_of

ROOT = Path(__file__).resolve().parents[2]
# Of what stands in the sentence before, a language need not speak again.
LEFT_OUT = {
    ("en", "sentence-too_few"): {"areas"},
    ("en", "sentence-silent"): {"areas"},
    ("en", "sentence-low"): {"areas"},
    ("en", "comparison-provisional_if"): {"areas"},
    ("en", "whose-share-short"): {"areas"},
}
# Where Vietnamese is read, not said: keywords of files and of the shipped catalogue, letters, and
# names that are made up for the demo. `app.py` speaks to a Python too old for the catalogue.
READ_AND_NOT_SAID = (
    "app.py",
    "data/demo/",
    "data/load/areas/",
    "data/load/files/texts/numbers.py",
    "data/load/reorganisation/names.py",
    "data/queries/screens/published.py",
    "geo/source/letters.py",
    "ioc/old_letters.py",
    "ioc/sentences/room.py",
    "ioc/sentences/short.py",
    "layouts/analysis/message.py",
)
VIETNAMESE = re.compile(r"\w*[À-ÖØ-öø-ỹ]\w+|\w+[À-ÖØ-öø-ỹ]\w*")
SCRIPTS = ROOT / "assets" / "src"
ROOMS = ("ioc", "sandbox", "data", "geo", "layouts", "callbacks", "api", "cli")


class _References(Visitor):
    """Gathers the parameters that a message wants, and the messages that it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.parameters: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.parameters.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.messages.add(node.id.name)


def _references(node: ftl.BaseNode) -> _References:
    references = _References()
    references.visit(node)
    return references


@cache
def _texts(language: str) -> dict[str, set[str]]:
    """Return the parameters of each message, and of each attribute as "id.name"."""
    parameters = {}
    for each in messages(language):
        if each.value is not None:
            parameters[each.id.name] = _references(each.value).parameters
        for attribute in each.attributes:
            parameters[f"{each.id.name}.{attribute.id.name}"] = _references(attribute).parameters
    return parameters


@cache
def _python() -> list[tuple[Path, ast.Module]]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    paths += [ROOT / "app.py", ROOT / "server.py"]
    return [(path, tree_of(path)) for path in paths]


def _pattern(node: ast.expr) -> str | None:
    """Return a regular expression for the ids that an expression can be; None: any."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"
            for part in node.values
        )
    if isinstance(node, ast.IfExp):
        both = (_pattern(node.body), _pattern(node.orelse))
        return None if None in both else "|".join(map(str, both))
    return None


def _imported(tree: ast.Module) -> set[str]:
    """Return what a module has from the catalogue: calls whose first argument is an id."""
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ioc.words.")
        for name in node.names
    } & {"say", "Phrase", "Words"}


def _rooms(tree: ast.Module, call: str) -> set[str]:
    """Return the rooms that a module asks for by `Words("room", …)`."""
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == call
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def _is_words(node: ast.expr) -> bool:
    """Tell whether an expression is the words of a room: `words`, or `Words(…)` itself."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Words"
    return isinstance(node, ast.Name) and node.id == "words"


def _names(node: ast.Call) -> Set[str] | None:
    names = {each.arg for each in node.keywords if each.arg}
    return names if len(names) == len(node.keywords) else None


def _sayings_in(tree: ast.Module) -> Iterator[tuple[ast.expr, str, Set[str] | None]]:
    """Yield what a module says: place, ids as a regular expression, parameters (None: unknown)."""
    saying, rooms = _imported(tree), "|".join(sorted(_rooms(tree, "Words")))
    for node in ast.walk(tree) if saying else ():
        if isinstance(node, ast.Call) and node.args:
            pattern = _pattern(node.args[0])
            is_call = isinstance(node.func, ast.Name) and node.func.id in saying & {"say", "Phrase"}
            if pattern is not None and is_call:
                yield node, pattern, _names(node)
            elif (
                pattern is not None and rooms and _is_words(getattr(node.func, "value", node.func))
            ):
                yield node, f"(?:{rooms})-(?:{pattern})", _names(node)
        elif isinstance(node, ast.Subscript) and rooms and _is_words(node.value):
            pattern = _pattern(node.slice)
            if pattern is not None:
                yield node, f"(?:{rooms})-(?:{pattern})", frozenset()


@cache
def _sayings() -> list[tuple[str, str, Set[str] | None]]:
    """Return where something is said, by which ids, and with which parameters (None: unknown)."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", pattern, parameters)
        for path, tree in _python()
        for node, pattern, parameters in _sayings_in(tree)
    ]


def test_a_language_is_one_folder_of_the_same_messages() -> None:
    assert LANGUAGES[0] == "vi"
    assert "en" in LANGUAGES
    for language in LANGUAGES[1:]:
        assert _texts(language).keys() == _texts("vi").keys()
        differing = {
            (language, id): parameters ^ _texts(language)[id]
            for id, parameters in _texts("vi").items()
            if parameters != _texts(language)[id]
        }
        assert differing == {key: left for key, left in LEFT_OUT.items() if key[0] == language}


def test_each_id_stands_once_and_names_its_file() -> None:
    for language in LANGUAGES:
        ids = [each.id.name for each in messages(language)]
        assert len(ids) == len(set(ids))
        for path in (FOLDER / language).glob("*.ftl"):
            rooms = re.findall(r"^-?([a-z]+)-[\w-]+ =", path.read_text(encoding="utf-8"), re.M)
            assert set(rooms) == {path.stem}


def test_what_is_said_is_in_the_catalogue_with_all_its_parameters() -> None:
    texts = _texts("vi")
    unknown, wrong = [], []
    for place, pattern, arguments in _sayings():
        ids = [each for each in texts if re.fullmatch(pattern, each)]
        if not ids:
            unknown.append((place, pattern))
        for each in ids:
            # The fix of a fault may need more or fewer of the parameters than the fault.
            parameters = texts[each] | texts.get(f"{each}.fix", set())
            is_exact = len(ids) == 1 or isinstance(arguments, frozenset)
            if arguments is not None and is_exact and parameters != arguments:
                wrong.append((place, each, parameters, arguments))
    assert not unknown
    assert not wrong


def _constants(tree: ast.Module) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _starts(key: str) -> set[str]:
    """Return a key and its beginnings, to which scripts add: "scope_write", "scope_"."""
    return {key, *(key[: match.end()] for match in re.finditer("_", key))}


def test_every_message_is_used() -> None:
    ids_in_use = {name for each in messages("vi") for name in _references(each).messages}
    assert ids_in_use <= _texts("vi").keys()
    constants = set().union(*(_constants(tree) for _, tree in _python()))
    rooms = set().union(*(_rooms(tree, "Words") for _, tree in _python()))
    whole_rooms = rooms_of_scripts(of_desk=False) | rooms_of_scripts(of_desk=True)
    # A key may be the value of an enumeration, which stands elsewhere.
    ids_in_use |= constants | {f"{room}-{key}" for room in rooms for key in constants}
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js"))
    words = set(re.findall(r"\w+", scripts))
    by_scripts = (ids_of_scripts(of_desk=False), ids_of_scripts(of_desk=True))
    patterns = [*by_scripts, *(re.compile(pattern) for _, pattern, _ in _sayings())]
    unused = [
        each
        for each in _texts("vi")
        if "." not in each
        and each not in ids_in_use
        and not any(pattern.fullmatch(each) for pattern in patterns)
        and not (each.partition("-")[0] in whole_rooms and _starts(each.partition("-")[2]) & words)
    ]
    assert not unused


def test_scripts_have_the_words_of_the_catalogue() -> None:
    for path, text in module_texts().items():
        assert path.read_text(encoding="utf-8") == text, "python scripts/words.py"
    for path in SCRIPTS.rglob("*.js"):
        ids = re.findall(r'\bsay\(\s*"([^"]*)"', path.read_text(encoding="utf-8"))
        assert set(ids) <= _texts("vi").keys(), path


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of a module's literals, without docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield node.lineno, node.value


def test_vietnamese_stands_in_the_catalogue_and_not_in_python() -> None:
    places = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path, tree in _python()
        for line, text in _literals(tree)
        if VIETNAMESE.search(text)
    ]
    assert [each for each in places if not each.startswith(READ_AND_NOT_SAID)] == []
    unused = [each for each in READ_AND_NOT_SAID if not any(at.startswith(each) for at in places)]
    assert unused == []


def test_words_are_never_left_blank() -> None:
    with pytest.raises(WordsError, match="no message 'load-nothing-of-this'"):
        say("load-nothing-of-this")
    with pytest.raises(WordsError, match="no messages of 'nothing'"):
        say("nothing-of-this", "en")
    with pytest.raises(WordsError, match="top"):
        say("load-above-denominator", bottom="3")
    with pytest.raises(WordsError, match="load-bounds"):
        say("load-bounds")


def test_a_language_that_is_not_there_is_the_first() -> None:
    # They come from addresses: nothing is kept for each of them.
    assert say("load-negative", "%") == say("load-negative", "vi")
    assert said_number("%") == said_number("vi") == "1.234,5"


def said_number(language: str) -> str:
    return Phrase("fault-place-row", text=1234.5).text(language).split()[-1]


def test_a_phrase_is_said_in_every_language() -> None:
    inner = Phrase("level-commune")
    phrase = Phrase("load-level-too-deep", code="HT01", level=inner)
    assert phrase.text() == "chỉ tiêu HT01 chỉ báo cáo đến cấp xã"
    assert phrase.text("en") == "indicator HT01 is reported down to level “commune” only"
    assert phrase.text("en", "fix") == "add the numbers up to that level first"
    assert pickle.loads(pickle.dumps(phrase)) == phrase  # noqa: S301


def test_parameters_are_written_by_the_language() -> None:
    def text_of(part: object, language: str) -> str:
        return Phrase("fault-place-row", text=part).text(language)  # type: ignore[arg-type]

    assert [text_of(1234, each) for each in ("vi", "en")] == ["dòng 1.234", "row 1,234"]
    assert [text_of(0.5, each) for each in ("vi", "en")] == ["dòng 0,5", "row 0.5"]
    assert [text_of(FixedNumber(2, 1, "%"), each) for each in ("vi", "en")] == [
        "dòng 2,0%",
        "row 2.0%",
    ]
    several = (Phrase("level-commune"), "x")
    assert [text_of(several, each) for each in ("vi", "en")] == ["dòng xã, x", "row commune, x"]
    assert text_of(WordList("; ", several), "en") == "row commune; x"
    # What a file holds is no pattern, whatever it looks like.
    assert text_of("{ $text }", "vi") == "dòng { $text }"


def test_headings_name_who_says_what_stands_below() -> None:
    for path in FOLDER.glob("*/*.ftl"):
        for place in re.findall(r"^## ([\w./-]+\w)", path.read_text("utf-8"), re.MULTILINE):
            assert (ROOT / place).exists(), (path, place)


def test_files_are_written_as_the_library_writes_them() -> None:
    for path in FOLDER.glob("*/*.ftl"):
        from fluent.runtime import FluentResource

        text = path.read_text(encoding="utf-8")
        assert FluentSerializer().serialize(FluentResource(text)) == text, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_put_in_without_fluent_come_out_as_with_it(language: str) -> None:
    """An empty text, one with marks of Fluent, and one that is too long to be put in whole."""
    plain = {name: parameters for name, parameters in _texts(language).items()
             if parameters and catalogue._pieces(name, language)}  # fmt: skip
    assert "whose-partly" in plain
    for name, parameters in plain.items():
        for text in ("", "{ $x } \u2068%", "x" * 3000):
            arguments = dict.fromkeys(sorted(parameters), text)
            assert say(name, language, **arguments) == catalogue._format(
                name, language, arguments
            ), name
    with pytest.raises(WordsError, match="missing"):
        say("whose-partly", language, reported="1", expected="2")
