"""Renders the chart where there is no helm: the few words of its template language that the chart uses, and an error for
every other. Where there is a helm, check.py asks that instead.

It knows values (.a.b, . and text and whole numbers), pipelines, parentheses, comments, the cutting of white space,
if/else if/else, range over a list, define/include, .Files.Get, and the functions of `Chart.function`. Not: with, block,
template, variables, range over a map, comparisons, lookup, tpl, library charts and dependencies. Where Helm would put
nothing for a value that is not there, this is an error."""

import hashlib
import json
import pathlib
import re

import yaml

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\(|\)|\||[^\s()|]+')


class Chart:
    def __init__(self, folder, release="checkbridge", namespace="checkbridge"):
        self.folder = pathlib.Path(folder)
        about = yaml.safe_load((self.folder / "Chart.yaml").read_text())
        self.chart = {key[0].upper() + key[1:]: value for key, value in about.items()}
        self.defaults = yaml.safe_load((self.folder / "values.yaml").read_text())
        self.schema = json.loads((self.folder / "values.schema.json").read_text())
        self.release = {"Name": release, "Namespace": namespace, "Service": "Helm"}
        self.named = {}

    def values(self, override):
        return merged(self.defaults, override)

    def render(self, override):
        """The name of each template with its text."""
        root = {"Values": self.values(override), "Chart": self.chart, "Release": self.release, "Files": None}
        templates = sorted((self.folder / "templates").iterdir(), key=lambda path: path.suffix != ".tpl")
        return {path.name: self.text(parse(path.read_text()), root, root) for path in templates}

    def text(self, nodes, dot, root):
        return "".join(self.node(node, dot, root) for node in nodes)

    def node(self, node, dot, root):
        match node:
            case str():
                return node
            case ("value", words):
                return shown(self.pipeline(words, dot, root))
            case ("if", branches):
                for words, body in branches:
                    if words is None or self.pipeline(words, dot, root):
                        return self.text(body, dot, root)
                return ""
            case ("range", words, body):
                return "".join(self.text(body, item, root) for item in self.pipeline(words, dot, root) or [])
            case ("define", name, body):
                self.named[name] = body
                return ""

    def pipeline(self, words, dot, root):
        stages, depth = [[]], 0
        for word in words:
            depth += {"(": 1, ")": -1}.get(word, 0)
            stages.append([]) if word == "|" and depth == 0 else stages[-1].append(word)
        piped = []
        for stage in stages:
            piped = [self.call(list(stage), piped, dot, root)]
        return piped[0]

    def call(self, words, piped, dot, root):
        if words[0][0] in '."(' or words[0].isdigit():
            head, rest = self.term(words, dot, root)
            if head == ("Files.Get",):
                return (self.folder / self.term(rest, dot, root)[0]).read_text()
            assert not rest and not piped, words
            return head
        name, rest, arguments = words[0], words[1:], []
        while rest:
            argument, rest = self.term(rest, dot, root)
            arguments.append(argument)
        return self.function(name, arguments + piped)

    def term(self, words, dot, root):
        word, rest = words[0], words[1:]
        if word == "(":
            depth, end = 1, 0
            while depth:
                depth += {"(": 1, ")": -1}.get(rest[end], 0)
                end += 1
            return self.pipeline(rest[: end - 1], dot, root), rest[end:]
        if word.startswith('"'):
            return json.loads(word), rest
        if word.isdigit():
            return int(word), rest
        if word == ".Files.Get":
            return ("Files.Get",), rest
        if word == ".":
            return dot, rest
        assert word.startswith("."), f"not a word that this knows: {word}"
        value = dot
        for name in word[1:].split("."):
            value = value[name]  # unlike helm, what is not there is an error
        return value, rest

    def function(self, name, arguments):
        match name, arguments:
            case "include", [template, dot]:
                return self.text(self.named[template], dot, dot)
            case "nindent", [width, text]:
                return "\n" + "\n".join(" " * width + line if line else line for line in text.split("\n"))
            case "toYaml", [value]:
                return yaml.safe_dump(value, allow_unicode=True, width=4096).rstrip("\n")
            case "toJson", [value]:
                return json.dumps(value, ensure_ascii=False)
            case "quote", [value]:
                return json.dumps(shown(value), ensure_ascii=False)
            case "default", [fallback, value]:
                return value or fallback
            case "trunc", [length, text]:
                return text[:length]
            case "trimSuffix", [suffix, text]:
                return text.removesuffix(suffix)
            case "sha256sum", [text]:
                return hashlib.sha256(text.encode()).hexdigest()
            case "not", [value]:
                return not value
            case "or", values:
                return next((value for value in values if value), values[-1])
        raise ValueError(f"not a function that this knows: {name} with {len(arguments)} arguments")


def merged(base, override):
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return override
    both = dict(base)
    for key, value in override.items():
        both[key] = merged(base[key], value) if key in base else value
    return both


def shown(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def parse(text):
    """Pieces of text, and nodes for what stands in braces."""
    pieces = re.split(r"(\{\{-? .*? -?\}\}|\{\{-? ?/\*.*?\*/ ?-?\}\})", text, flags=re.S)
    for index in range(1, len(pieces), 2):
        if pieces[index].startswith("{{-"):
            pieces[index - 1] = pieces[index - 1].rstrip()
        if pieces[index].endswith("-}}"):
            pieces[index + 1] = pieces[index + 1].lstrip()
    stream = iter(enumerate(pieces))
    nodes, end = body(stream)
    assert end is None, f"{end} without a beginning"
    return nodes


def body(stream):
    """Nodes up to an end, and the words that ended them."""
    nodes = []
    for index, piece in stream:
        if index % 2 == 0:
            nodes.append(piece)
            continue
        words = TOKEN.findall(piece.strip("{}").strip("-").strip())
        match words[0]:
            case "end" | "else":
                return nodes, words
            case "if":
                nodes.append(("if", conditions(words[1:], stream)))
            case "range":
                nodes.append(("range", words[1:], body(stream)[0]))
            case "define":
                nodes.append(("define", json.loads(words[1]), body(stream)[0]))
            case "/*":
                pass
            case _:
                nodes.append(("value", words))
    return nodes, None


def conditions(words, stream):
    branches = []
    while True:
        nodes, end = body(stream)
        branches.append((words, nodes))
        if end[0] == "end":
            return branches
        words = end[2:] if end[1:2] == ["if"] else None
