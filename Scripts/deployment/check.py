"""Checks everything that checkbridge is operated with, offline. usage: check.py CHECKBRIDGE [--write] [--commands]

CHECKBRIDGE is the program, for check-config; --write brings the copies of the alert rules up to date first; --commands
lists the commands in the documents.
Prints a line for each check; exits with 1 if one fails."""

import os
import pathlib
import re
import shutil
import sys
import tempfile

import yaml

from documents import documents_commands
from image import image
from manifests import checked, helm, kubernetes
from monitoring import prometheus
from verdicts import CONFIG, FAILED, run, verdict


def others(program):
    for name in ("compose/checkbridge.yaml", "systemd/checkbridge.yaml"):
        verdict(f"Config/{name}: check-config", [checked(program, (CONFIG / name).read_text(), name)])


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
    wanted = ("read_only", "cap_drop", "security_opt", "mem_limit", "healthcheck")
    problems = [f"no {key}" for key in wanted if not service.get(key)]
    problems += [f"the secret {name} is not declared" for name in set(service["secrets"]) ^ set(document["secrets"])]
    text = (CONFIG / "compose" / "checkbridge.yaml").read_text()
    problems += sorted(set(re.findall(r"/run/secrets/([a-z-]+)", text)) ^ set(service["secrets"]))
    verdict("Config/compose.yaml", problems)
    programs = [["docker", "compose"], ["docker-compose"]]
    program = next((words for words in programs if shutil.which(words[0]) and not run(*words, "version")), None)
    if program:
        problems = [run(*program, "-f", str(CONFIG / "compose.yaml"), "config", "--quiet")]
        verdict(f"{' '.join(program)} config", problems)
    else:
        verdict("docker compose config", skipped="there is no docker compose (Debian: docker-compose)")


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
    image(programs[0])
    documents_commands(programs[0], tell="--commands" in sys.argv)
    print(f"\n{len(FAILED)} problem(s)" if FAILED else "\nall right")
    sys.exit(1 if FAILED else 0)


main()
