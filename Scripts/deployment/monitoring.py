"""The alert rules and the dashboard."""

import json
import re
import shutil
import tempfile

import yaml

from verdicts import CONFIG, ROOT, run, verdict

def rules():
    return yaml.safe_load((CONFIG / "prometheus" / "checkbridge.rules.yaml").read_text())


def metric_names():
    catalogue = (ROOT / "Sources/Console/Metrics/MetricFamily+Catalogue.swift").read_text()
    return set(re.findall(r'"((?:checkbridge|process)_[a-z_]+)"', catalogue))


def unknown_metrics(expression):
    names = set(re.findall(r"\b(?:checkbridge|process)_[a-z_]+", expression))
    known = metric_names()
    return {name for name in names - known if re.sub(r"_(bucket|sum|count)$", "", name) not in known}


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
        "# Config/prometheus/checkbridge.rules.yaml for the Prometheus operator; written by\n"
        "# `Scripts/check-deployment --write`.\n"
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
