"""Checks everything that checkbridge is operated with, offline. usage: check.py CHECKBRIDGE [--write]

CHECKBRIDGE is the program, for check-config; --write brings the copies of the alert rules up to date first.
Prints a line for each check; exits with 1 if one fails."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import kubernetes_validate
import yaml

from chart import Chart

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIG = ROOT / "Config"
KUBERNETES = "1.29"  # the oldest with native sidecars
CUSTOM = {"ServiceMonitor", "PrometheusRule"}  # of the Prometheus operator: no schema of theirs is at hand
FAILED = []


def verdict(title, problems=(), skipped=None):
    problems = [str(problem).strip() for problem in problems if problem]
    print(f"{'FAIL' if problems else 'skip' if skipped else 'ok  '}  {title}{': ' + skipped if skipped else ''}")
    for problem in problems:
        print("        " + problem.replace("\n", "\n        "))
    FAILED.extend(problems)


def run(*words, silent=False):
    """What a program complains of; nothing if it ends well, and, with `silent`, has not said a word."""
    done = subprocess.run(words, capture_output=True, text=True)
    is_good = done.returncode == 0 and not (silent and done.stderr.strip())
    return None if is_good else f"{words[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}"


# MARK: Kubernetes


def validated(documents, where):
    for document in documents:
        kind = document.get("kind")
        if kind in CUSTOM or kind == "Kustomization":
            continue
        try:
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
        except Exception as error:
            yield f"{where}: {kind}: {error}"


def hardened(documents, where):
    """What every pod of ours must say, whatever else changes."""
    for document in documents:
        if document.get("kind") not in ("StatefulSet", "Deployment"):
            continue
        pod = document["spec"]["template"]["spec"]
        context = pod.get("securityContext", {})
        wanted = {"runAsNonRoot": True, "runAsUser": 65532, "fsGroup": 65532}
        yield from (f"{where}: {key} is not {value}" for key, value in wanted.items() if context.get(key) != value)
        if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{where}: no seccomp profile"
        if pod.get("automountServiceAccountToken") is not False:
            yield f"{where}: mounts a token of the Kubernetes API"
        for container in pod["containers"] + pod.get("initContainers", []):
            own = {"readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
            if container.get("securityContext") != own:
                yield f"{where}: {container['name']} is not confined"
            if "memory" not in container.get("resources", {}).get("limits", {}):
                yield f"{where}: {container['name']} has no limit"
            for mount in container.get("volumeMounts", []):
                if "subPath" in mount:
                    yield f"{where}: {mount['name']} is a subPath, which never changes"
        named = {volume["name"] for volume in pod.get("volumes", [])}
        named |= {claim["metadata"]["name"] for claim in document["spec"].get("volumeClaimTemplates", [])}
        used = {mount["name"] for c in pod["containers"] + pod.get("initContainers", []) for mount in c.get("volumeMounts", [])}
        yield from (f"{where}: the volume {name} is not mounted, or not there" for name in named ^ used)
        for volume in pod.get("volumes", []):
            if "secret" in volume and volume["secret"].get("defaultMode") != 0o400:
                yield f"{where}: the files of {volume['name']} are not 0400"


def kubernetes(program):
    folder = CONFIG / "kubernetes"
    for overlay in sorted(path for path in folder.iterdir() if path.is_dir()):
        documents, names = [], set(yaml.safe_load((overlay / "kustomization.yaml").read_text())["resources"])
        there = {path.name for path in overlay.glob("*.yaml")} - {"kustomization.yaml"}
        for name in sorted(there):
            documents += list(yaml.safe_load_all((overlay / name).read_text()))
        where = f"Config/kubernetes/{overlay.name}"
        verdict(f"{where}: every file is in its kustomization", [f"{name}" for name in names ^ there])
        verdict(f"{where}: valid for Kubernetes {KUBERNETES}", validated(documents, where))
        verdict(f"{where}: confined", hardened(documents, where))
        embedded(program, where, documents)
        if shutil.which("kubectl"):
            verdict(f"{where}: kubectl kustomize", [run("kubectl", "kustomize", str(overlay))])
        else:
            verdict(f"{where}: kubectl kustomize", skipped="there is no kubectl")


# MARK: Configurations


def checked(program, text, where):
    """`check-config` of a configuration; that its secret files are not on this machine is fine."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "checkbridge.yaml"
        path.write_text(text)
        done = subprocess.run(
            [program, "check-config", "--config", str(path)], capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], "CREDENTIALS_DIRECTORY": "/run/credentials/checkbridge.service"})
        lines = (done.stdout + done.stderr).splitlines()
        lines = [line for line in lines if "the file cannot be read now" not in line]
        warnings = [line for line in lines if line.startswith("warning:")]
        return "\n".join([where, *lines]) if done.returncode else "\n".join([where, *warnings]) if warnings else None


def embedded(program, where, documents):
    """The configurations in ConfigMaps; there must be one if there is a ConfigMap."""
    maps = [document for document in documents if document.get("kind") == "ConfigMap"]
    texts = [text for document in maps for name, text in document["data"].items() if name == "checkbridge.yaml"]
    if maps:
        problems = [checked(program, text, where) for text in texts] or ["no configuration is in it"]
        verdict(f"{where}: check-config", problems)
    secret_files(where, documents, texts)


def secret_files(where, documents, texts):
    """Every file that a configuration names is a key of the example Secret."""
    secrets = [document for document in documents if document.get("kind") == "Secret"]
    if secrets and texts:
        keys = {key for secret in secrets for key in secret["stringData"]}
        named = set(re.findall(r"/run/secrets/checkbridge/([a-z-]+)", "".join(texts)))
        verdict(f"{where}: the secret has the files that are named", [str(key) for key in keys ^ named])


def others(program):
    for name in ("compose/checkbridge.yaml", "systemd/checkbridge.yaml"):
        verdict(f"Config/{name}: check-config", [checked(program, (CONFIG / name).read_text(), name)])


# MARK: Helm


CASES = {
    "as it is": {},
    "everything": {
        "image": {"digest": "sha256:" + "0" * 64}, "env": [{"name": "A", "value": "b"}], "podAnnotations": {"a": "b"},
        "podLabels": {"c": "d"}, "imagePullSecrets": [{"name": "r"}], "priorityClassName": "high",
        "tolerations": [{"key": "k", "operator": "Exists"}], "nodeSelector": {"disk": "ssd"},
        "persistence": {"storageClass": "fast"}, "networkPolicy": {"egressPorts": [443, 8443]},
        "serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}},
        "prometheusRule": {"enabled": True, "labels": {"release": "prometheus"}}, "dashboard": {"enabled": True}},
    "little": {
        "rrsa": {"enabled": False}, "persistence": {"enabled": False}, "networkPolicy": {"enabled": False},
        "serviceAccount": {"create": False, "name": "mine"}},
}
REFUSED = [
    {"images": {}}, {"image": {"digest": "sha256:abc"}}, {"config": {"listen": {"address": "127.0.0.1:9652"}}},
    {"config": {"state_dir": "/tmp"}}, {"persistence": {"accessMode": "ReadWriteMany"}}, {"rrsa": {"roleArn": "role"}},
    {"replicas": 2}, {"networkPolicy": {"egressPorts": [0]}}, {"secretName": ""},
]


def helm(program):
    folder = CONFIG / "helm" / "checkbridge"
    chart = Chart(folder)
    jsonschema.Draft7Validator.check_schema(chart.schema)
    validator = jsonschema.Draft7Validator(chart.schema)
    verdict("Config/helm: the schema refuses what is wrong",
            [f"accepted: {values}" for values in REFUSED if validator.is_valid(chart.values(values))])
    if shutil.which("helm"):
        verdict("Config/helm: helm lint", [run("helm", "lint", "--strict", str(folder))])
    else:
        verdict("Config/helm: helm lint", skipped="there is no helm; the templates are rendered by chart.py instead")
    for name, values in CASES.items():
        where = f"Config/helm ({name})"
        verdict(f"{where}: the schema", [error.message for error in validator.iter_errors(chart.values(values))])
        documents = rendered(chart, folder, values, where)
        verdict(f"{where}: valid for Kubernetes {KUBERNETES}", validated(documents, where))
        verdict(f"{where}: confined", hardened(documents, where))
        embedded(program, where, [d for d in documents if not d["metadata"]["name"].endswith("-dashboard")])
        print("        " + ", ".join(document["kind"] for document in documents))
        for document in documents:
            if document["kind"] == "PrometheusRule":
                verdict(f"{where}: has the alert rules", [None if document["spec"] == rules() else "other rules"])
            if document["metadata"]["name"].endswith("-dashboard"):
                json.loads(document["data"]["checkbridge.json"])


def rendered(chart, folder, values, where):
    if shutil.which("helm"):
        words = ["helm", "template", "checkbridge", str(folder), "--namespace", "checkbridge", "--values", "-"]
        done = subprocess.run(words, input=json.dumps(values), capture_output=True, text=True)
        texts = {"helm": done.stdout}
        verdict(f"{where}: helm template", [done.stderr if done.returncode else None])
    else:
        texts = chart.render(values)
        texts.pop("NOTES.txt")
    return [document for text in texts.values() for document in yaml.safe_load_all(text) if document]


# MARK: Prometheus and Grafana


def rules():
    return yaml.safe_load((CONFIG / "prometheus" / "checkbridge.rules.yaml").read_text())


def metric_names():
    catalogue = (ROOT / "Sources/Console/Metrics/MetricFamily+Catalogue.swift").read_text()
    return set(re.findall(r'"((?:checkbridge|process)_[a-z_]+)"', catalogue))


def unknown_metrics(expression):
    names = re.findall(r"\b(?:checkbridge|process)_[a-z_]+", expression)
    return {name for name in names if re.sub(r"_(bucket|sum|count)$", "", name) not in metric_names() and name not in metric_names()}


def prometheus(write):
    folder = CONFIG / "prometheus"
    alerts = [rule for group in rules()["groups"] for rule in group["rules"]]
    copy = CONFIG / "kubernetes/monitoring/prometheus-rule.yaml"
    if write:
        copy.write_text(as_custom_resource())
    same = yaml.safe_load(copy.read_text())["spec"] == rules()
    verdict("the alert rules in Config/kubernetes/monitoring", [None if same else "differ: check-deployment --write"])
    verdict("the alert rules: metrics", {f"{r['alert']}: {n}" for r in alerts for n in unknown_metrics(r["expr"])})
    runbooks = (ROOT / "Docs/runbooks.md").read_text()
    anchors = {line[3:].strip().lower() for line in runbooks.splitlines() if line.startswith("## ")}
    wanted = {rule["annotations"]["runbook_url"].partition("#")[2] for rule in alerts}
    verdict("the alert rules: a runbook for each", sorted(wanted - anchors))
    verdict("the runbooks: an alert for each", sorted(a for a in anchors - wanted if a.startswith("checkbridge")))
    tests = yaml.safe_load((folder / "checkbridge.rules.test.yaml").read_text())["tests"]
    fired = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case.get("exp_alerts")}
    verdict("the alert rules: each is seen to fire", sorted({rule["alert"] for rule in alerts} - fired))
    if shutil.which("promtool"):
        verdict("promtool check rules", [run("promtool", "check", "rules", str(folder / "checkbridge.rules.yaml"))])
        verdict("promtool test rules", [run("promtool", "test", "rules", str(folder / "checkbridge.rules.test.yaml"))])
    else:
        verdict("promtool", skipped="there is none (Debian: prometheus)")
    dashboard(folder / "checkbridge.dashboard.json", {rule["alert"] for rule in alerts})


def as_custom_resource():
    head = (
        "# Config/prometheus/checkbridge.rules.yaml for the Prometheus operator, written by `Scripts/check-deployment --write`.\n"
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: checkbridge\n"
        "  namespace: checkbridge\n  labels: {app.kubernetes.io/name: checkbridge}\nspec:\n")
    text = (CONFIG / "prometheus" / "checkbridge.rules.yaml").read_text()
    return head + "".join(f"  {line}\n" if line else "\n" for line in text[text.index("groups:"):].splitlines())


def dashboard(path, alerts):
    board = json.loads(path.read_text())
    panels = [panel for panel in board["panels"] if panel["type"] != "row"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    queries += [annotation["expr"] for annotation in board["annotations"]["list"]]
    verdict("the dashboard: metrics", {name for query in queries for name in unknown_metrics(query)})
    mentioned = set(re.findall(r"Checkbridge[A-Za-z]+", path.read_text()))
    verdict("the dashboard: alerts that are there", sorted(mentioned - alerts))
    ids = [panel["id"] for panel in board["panels"]]
    verdict("the dashboard: no id twice", [None if len(ids) == len(set(ids)) else "twice"])
    if not shutil.which("promtool"):
        return
    group = [{"record": f"q{n}", "expr": q.replace("$__rate_interval", "5m")} for n, q in enumerate(queries)]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump({"groups": [{"name": "dashboard", "rules": group}]}, file)
        file.flush()
        verdict(f"the dashboard: {len(queries)} queries", [run("promtool", "check", "rules", "--lint=none", file.name)])


# MARK: The rest


def systemd(program):
    unit = CONFIG / "systemd" / "checkbridge.service"
    if not shutil.which("systemd-analyze"):
        return verdict("Config/systemd", skipped="there is no systemd-analyze")
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / unit.name
        # The program must be where the unit says.
        copy.write_text(unit.read_text().replace("/usr/local/bin/checkbridge", str(pathlib.Path(program).resolve())))
        # It ends well even if it does not know a key or a value, and says so.
        problems = [run("systemd-analyze", "verify", "--man=no", str(copy), silent=True)]
        verdict("Config/systemd: systemd-analyze verify", problems)
        words = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(copy)]
        verdict("Config/systemd: exposure of 2.0 at most", [run(*words)])


def compose():
    document = yaml.safe_load((CONFIG / "compose.yaml").read_text())
    service = document["services"]["checkbridge"]
    problems = [f"no {key}" for key in ("read_only", "cap_drop", "security_opt", "mem_limit", "healthcheck") if not service.get(key)]
    problems += [f"the secret {name} is not declared" for name in set(service["secrets"]) ^ set(document["secrets"])]
    text = (CONFIG / "compose" / "checkbridge.yaml").read_text()
    problems += sorted(set(re.findall(r"/run/secrets/([a-z-]+)", text)) ^ set(service["secrets"]))
    verdict("Config/compose.yaml", problems)
    if shutil.which("docker") and not run("docker", "compose", "version"):
        verdict("docker compose config", [run("docker", "compose", "-f", str(CONFIG / "compose.yaml"), "config", "--quiet")])
    else:
        verdict("docker compose config", skipped="there is no docker compose")


def main():
    write = "--write" in sys.argv
    programs = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(programs) != 1 or not os.access(programs[0], os.X_OK):
        sys.exit(__doc__)
    prometheus(write)
    kubernetes(programs[0])
    helm(programs[0])
    others(programs[0])
    compose()
    systemd(programs[0])
    print(f"\n{len(FAILED)} problem(s)" if FAILED else "\nall right")
    sys.exit(1 if FAILED else 0)


main()
