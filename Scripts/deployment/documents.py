"""The commands in the documents. What can run here is run, against a simulator and a service of the configuration in
README.md; of the rest it is checked that what they name is there. A command that nobody knows how to check is an error."""

import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

import yaml

from verdicts import CONFIG, ROOT, verdict

PROGRAMS = ("checkbridge", "make", "docker", "kubectl", "helm", "curl", "systemctl", "journalctl", "install", "chown", "mkdir",
            "echo", "openssl", "export", "Scripts/check-deployment", "Scripts/check-soundness", "Scripts/image/check-image")
# What changes the machine it runs on; it was run by hand.
BY_HAND = {"install", "chown", "mkdir", "echo", "openssl", "export"}

# What a command says where there is nothing for it to do; it was understood.
REFUSALS = ("no answer is held back",)


# MARK: Which there are


def documents():
    return [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "Docs").glob("*.md")),
            *sorted(path for path in CONFIG.rglob("*") if path.suffix in (".yaml", ".service", ".txt"))]


def commands():
    """Each command once, with the first file that has it."""
    found = {}
    for path in documents():
        for command in commands_in(path.read_text(), path.suffix == ".md"):
            found.setdefault(command, path.relative_to(ROOT))
    return found


def commands_in(text, is_markdown):
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"\n(?=\S)", " ", text)) if is_markdown else re.findall(r"`([^`]+)`", text)
    text = re.sub(r"\{\{[^}]*\}\}", "checkbridge", text)  # the release's name, and its namespace
    lines = re.findall(r"^(?: {4,}|#  +|  )(\S.*)$", text, flags=re.M)
    lines += re.findall(r"^# ((?:docker|helm|kubectl) .*)$", text, flags=re.M)
    for piece in lines + spans:
        # Remarks stand behind, after a # or some spaces.
        piece = re.split(r"\s+#\s|   +", piece)[0].strip()
        for command in re.split(r" && ", piece):
            words = command.split()
            if is_command(words):
                yield command


def is_command(words):
    """Not prose, and no mere mention of a program."""
    while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
        words = words[1:]
    least = 3 if words and words[0] in ("kubectl", "docker", "helm", "curl") else 2
    return len(words) >= least and words[0] in PROGRAMS and words[1] not in (":", "...")


# MARK: checkbridge, for real


class Stage:
    """A simulator, and a service on the configuration of README.md with two more sinks: `app`, as in the sidecar, and
    `refused`, so that there are dead letters."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.vendor, self.console = free_port(), free_port()
        self.config = self.folder / "checkbridge.yaml"
        self.config.write_text(yaml.safe_dump(self.configuration(readme_configuration())))
        self.processes = []

    def configuration(self, document):
        vendor = f"http://127.0.0.1:{self.vendor}"
        (self.folder / "siem").write_text("whsec_" + "QUFB" * 8)
        document["state_dir"] = str(self.folder / "state")
        document["listen"] = f"127.0.0.1:{self.console}"
        for account in document["accounts"]:
            account["endpoints"] = {"security_center": vendor, "cloud_firewall": vendor, "sts": vendor}
        for sink in document["sinks"]:
            sink["url"] = vendor + ("/services/T000/B000/simulated" if sink["type"] == "slack" else f"/hook/{sink['name']}")
            if "secret_file" in sink:
                sink["secret_file"] = str(self.folder / "siem")
        document["sinks"] += [{"name": n, "type": "webhook", "url": f"{vendor}/hook/{n}"} for n in ("app", "refused")]
        for route in [document["route"], *document["route"]["routes"]]:
            route["sinks"] += ["app", "refused"]
        document["sources"] = [{**source, "every": "1s"} for source in document["sources"]]
        return document

    @property
    def environment(self):
        return {"PATH": f"{pathlib.Path(self.program).parent}:{os.environ['PATH']}", "HOME": str(self.folder),
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tSimulatedKey000001",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "simulated-access-key-secret-01"}

    def start(self, *words):
        log = open(self.folder / f"{words[0]}.log", "w")
        self.processes.append(
            subprocess.Popen([self.program, *words], stdout=log, stderr=log, env=self.environment, cwd=self.folder))

    def begin(self):
        self.start("simulate", "--listen", f"127.0.0.1:{self.vendor}", "--accounts", "10")
        eventually(lambda: self.tell("GET", "received"))
        self.tell("POST", "faults", {"action": "webhook/refused", "fault": "status", "status": 400, "times": 1000})
        self.start("run", "--config", str(self.config))
        eventually(self.dead_letters)

    def end(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)

    def tell(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.vendor}/simulator/{path}", method=method,
            data=json.dumps(body).encode() if body else None)
        return urllib.request.urlopen(request, timeout=10).read() or b"-"

    def dead_letters(self):
        done = self.run("dead-letters", "list", "--json", "--config", str(self.config))
        return re.findall(r'"event":"([0-9a-f]{32})"', done.stdout)

    def run(self, *words):
        return subprocess.run([self.program, *words], capture_output=True, text=True, timeout=100, env=self.environment,
                              cwd=self.folder)

    @staticmethod
    def is_run(words):
        """All but what does not end, or does not belong beside a running service."""
        return words[0] not in ("run", "demo", "simulate") and words[:2] not in (["cursor", "repair"], ["dead-letters", "drop"])

    def problem(self, words):
        """What was wrong with `checkbridge WORDS`; nothing if it ends well."""
        if not self.is_run(words):
            return self.unknown_options(words)
        words = [self.filled(word, words[0]) for word in words]
        if "--config" in words:
            index = words.index("--config")
            words[index:index + 2] = []
        if words[0] not in ("schema", "--version"):
            words += ["--config", str(self.config)]
        done = self.run(*words)
        if any(text in done.stderr for text in REFUSALS):
            return None
        return None if done.returncode == 0 else f"exit code {done.returncode}: {done.stdout}{done.stderr}"

    def filled(self, word, command):
        """With something real for what stands for it."""
        if word == "ID":
            # One that is sent again is away for a moment.
            eventually(self.dead_letters)
            return self.dead_letters()[0]
        return ("refused" if command == "dead-letters" else "siem") if word == "NAME" else word

    def unknown_options(self, words):
        name = [word for word in words[:2] if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
        done = self.run(*name, "--help")
        missing = [word for word in words if word.startswith("--") and word not in done.stdout]
        return f"no such option: {missing}" if missing or done.returncode else None


def readme_configuration():
    text = (ROOT / "README.md").read_text()
    block = re.search(r"((?:^ {4}.*\n)+)", text[text.index("    # checkbridge.yaml"):], flags=re.M)[1]
    return yaml.safe_load(re.sub(r"^ {4}", "", block, flags=re.M).replace("${SLACK_WEBHOOK_URL}", "http://127.0.0.1/"))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def eventually(test):
    for _ in range(300):
        with contextlib.suppress(OSError):
            if test():
                return
        time.sleep(0.2)
    raise TimeoutError("what the documents' commands are tried on does not start")


# MARK: The others


class Names:
    """What the manifests, the compose file, the Makefile call things."""

    def __init__(self):
        self.objects = {}
        for path in (CONFIG / "kubernetes").rglob("*.yaml"):
            for each in yaml.safe_load_all(path.read_text()):
                if each and "metadata" in each:
                    key = (each["metadata"].get("namespace", ""), each["kind"].lower(), each["metadata"]["name"])
                    self.objects[key] = each
        self.services = yaml.safe_load((CONFIG / "compose.yaml").read_text())["services"]
        self.targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.M))

    def workload(self, namespace, name):
        """What `kind/name`, or the name of a StatefulSet's first pod, stands for."""
        kind, _, short = name.rpartition("/")
        keys = [(namespace, kind, short)] if kind else [(namespace, "statefulset", name.removesuffix("-0"))]
        return next((self.objects[key] for key in keys if key in self.objects), None)


def containers(workload):
    pod = workload["spec"]["template"]["spec"]
    return {each["name"] for each in pod.get("initContainers", []) + pod["containers"]}


def kubectl(words, names, stage):
    options, inner = (words, [])
    if "--" in words:
        options, inner = words[: words.index("--")], words[words.index("--") + 1:]
    namespace = ""
    if options[:1] == ["-n"]:
        namespace, options = options[1], options[2:]
    verb, rest = options[0], options[1:]
    if inner[:1] == ["checkbridge"] and (problem := stage.problem(inner[1:])):
        return problem
    if "-k" in rest:
        folder = ROOT / rest[rest.index("-k") + 1]
        return None if (folder / "kustomization.yaml").exists() else f"no kustomization in {folder}"
    if verb in ("exec", "logs", "rollout", "port-forward", "set"):
        targets = [word for word in rest if "/" in word and "=" not in word or word.endswith("-0")]
        if not targets:
            return None if rest[0].startswith("--") else "names nothing"  # `kubectl logs --previous`
        workload = names.workload(namespace, targets[0])
        if workload is None:
            return f"{targets[0]} is in no manifest of namespace {namespace!r}"
        named = [rest[i + 1] for i, word in enumerate(rest) if word == "-c"]
        named += [word.split("=")[0] for word in rest if "=" in word and not word.startswith("-")]
        return f"no container {set(named) - containers(workload)}" if set(named) - containers(workload) else None
    if verb in ("get", "describe", "debug"):
        return None
    if verb == "create":
        return None if namespace in ("", "checkbridge") else "another namespace"
    return f"kubectl {verb} is not known here"


def docker(words, names, stage):
    if words[:2] == ["compose", "-f"]:
        if not (ROOT / words[2]).exists():
            return f"no {words[2]}"
        verb, rest = words[3], words[4:]
        if verb in ("exec", "kill"):
            service = next(word for word in rest if word in names.services) if set(rest) & set(names.services) else None
            if service is None:
                return "no such service"
            inner = rest[rest.index(service) + 1:]
            return stage.problem(inner[1:]) if inner[:1] == ["checkbridge"] else None
        return None if verb in ("up", "down", "config") else f"compose {verb} is not known here"
    dockerfile = (ROOT / "Dockerfile").read_text()
    if words[0] == "cp":
        return None if "/usr/share/doc/checkbridge" in words[1] and "sbom.spdx.json" in (
            ROOT / "Scripts/image/write-sbom").read_text() and "/usr/share/doc/checkbridge" in dockerfile else "no such file"
    if words[0] in ("build", "buildx", "run", "tag", "push", "create", "rm"):
        return None
    return f"docker {words[0]} is not known here"


def curl(words, stage):
    """As it stands, but for the ports."""
    text = shlex.join(words).replace(":9700", f":{stage.vendor}").replace(":9652", f":{stage.console}")
    done = subprocess.run(["curl", "-fsS", *shlex.split(text)], capture_output=True, text=True, timeout=60)
    # A reload takes a moment.
    eventually(lambda: stage.run("healthcheck", "--config", str(stage.config)).returncode == 0)
    return None if done.returncode == 0 else done.stderr


def problem(command, stage, names):
    """What is wrong with the command, and how that was found."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        return str(error), "read"
    while re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    name, rest = words[0], words[1:]
    match name:
        case "checkbridge":
            return stage.problem(rest), "run" if stage.is_run(rest) else "options looked up"
        case "make":
            return None if rest[0] in names.targets else "no such target", "target looked up"
        case "kubectl":
            return kubectl(rest, names, stage), "names looked up; checkbridge run" if "--" in rest else "names looked up"
        case "docker":
            return docker(rest, names, stage), "names looked up; checkbridge run" if "exec" in rest else "names looked up"
        case "helm":
            folders = [ROOT / word for word in rest if word.startswith("Config/")]
            return None if all((folder / "Chart.yaml").exists() for folder in folders) else "no chart", "names looked up"
        case "curl" if "https://<endpoint>" in rest:
            return None, "by hand"
        case "curl":
            return curl(rest, stage), "run"
        case "systemctl" | "journalctl":
            units = {path.stem for path in (CONFIG / "systemd").glob("*.service")}
            return None if units & set(rest) or rest == ["daemon-reload"] else "no such unit", "names looked up"
        case _ if name.startswith("Scripts/"):
            return None if os.access(ROOT / name, os.X_OK) else "no such script", "names looked up"
        case _ if name in BY_HAND:
            missing = [word for word in rest if re.match(r"Config/(?!compose/secrets)", word) and not (ROOT / word).exists()]
            return f"no {missing}" if missing else None, "by hand; names looked up"
    return "nobody knows how to check this", ""


def documents_commands(program, tell=False):
    names = Names()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(program, f"{folder}/checkbridge")
        os.chmod(f"{folder}/checkbridge", 0o755)
        stage = Stage(f"{folder}/checkbridge", folder)
        problems, ways = [], {}
        try:
            stage.begin()
            for command, path in commands().items():
                wrong, way = problem(command, stage, names)
                ways.setdefault(way, []).append(command)
                if wrong:
                    problems.append(f"{path}: {command}: {wrong}")
        finally:
            stage.end()
    for way, group in ways.items():
        verdict(f"the documents: {len(group)} commands, {way}")
        for command in group if tell else []:
            print(f"        {command}")
    verdict("the documents: every command", problems)
