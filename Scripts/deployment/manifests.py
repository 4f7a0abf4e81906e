"""The manifests for Kubernetes, by themselves and out of the chart, and the configurations in them."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import jsonschema
import kubernetes_validate
import yaml

from chart import Chart
from monitoring import rules
from verdicts import CONFIG, run, verdict

KUBERNETES = "1.29"  # the oldest with native sidecars
CUSTOM = {"ServiceMonitor", "PrometheusRule"}  # of the Prometheus operator: no schema of theirs is at hand

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
        containers = pod["containers"] + pod.get("initContainers", [])
        used = {mount["name"] for container in containers for mount in container.get("volumeMounts", [])}
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
