"""The image, as far as that goes without building it: its files are laid out with the program that is there, run as a
container would, and written into a bill of materials."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from documents import free_port
from verdicts import CONFIG, ROOT, run, verdict

SCRIPTS = ROOT / "Scripts" / "image"


def image(program):
    dockerfile()
    if not shutil.which("dpkg-query"):
        return verdict("the image's files", skipped="its libraries are Debian's, and this is no Debian")
    with tempfile.TemporaryDirectory() as folder:
        files = pathlib.Path(folder) / "files"
        problem = run(str(SCRIPTS / "collect-files"), str(pathlib.Path(program).resolve()), str(files))
        verdict("the image's files: collect-files", [problem])
        if problem:
            return
        bill_of_materials(files)
        if os.geteuid() == 0 and not run("unshare", "--mount", "--pid", "--fork", "true"):
            (files / "proc").mkdir()
            (files / "dev").mkdir()
            (files / "var/lib/checkbridge").mkdir()
            problem = run(str(SCRIPTS / "check-image"), str(files), str(free_port()))
            verdict("the image's files: run as a container", [problem])
        else:
            verdict("the image's files: run as a container", skipped="that takes root, and namespaces")


def dockerfile():
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    last = text[text.rindex("\nFROM "):]
    wanted = ["\nUSER 65532:65532\n", "\nSTOPSIGNAL SIGTERM\n", '\nENTRYPOINT ["checkbridge"]\n', "\nVOLUME /var/lib/checkbridge\n"]
    problems = [f"no {line.strip()}" for line in wanted if line not in last]
    probe = re.search(r"^HEALTHCHECK .*?CMD (\[.*\])$", last, flags=re.M)
    service = yaml.safe_load((CONFIG / "compose.yaml").read_text())["services"]["checkbridge"]
    if not probe or ["CMD", *json.loads(probe[1])] != service["healthcheck"]["test"]:
        problems += ["the HEALTHCHECK is not that of Config/compose.yaml"]
    sources = [word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, flags=re.M) for word in line.split()]
    problems += [f"{word} is not there" for word in sources if not list(ROOT.glob(word.removeprefix("./")))]
    verdict("Dockerfile", problems)


def bill_of_materials(files):
    build = ROOT / ".build" / "debug"
    if not (build / "checkbridge.product").exists():
        return verdict("the bill of materials", skipped="there is no .build/debug")
    out = files.parent / "doc"
    words = ["--build", build, "--status", files / "var/lib/dpkg/status.d", "--dockerfile", ROOT / "Dockerfile", "--out", out]
    problem = run(str(SCRIPTS / "write-sbom"), *map(str, words))
    if problem:
        return verdict("the bill of materials", [problem])
    path = out / "sbom.spdx.json"
    messages = validate_full_spdx_document(parse_file(str(path)))
    verdict("the bill of materials: valid SPDX 2.3", [message.validation_message for message in messages])
    packages = json.loads(path.read_text())["packages"]
    swift = [each for each in packages if each["SPDXID"].startswith("SPDXRef-swift-")]
    problems = [f"no licence of {each['name']}" for each in swift if each["licenseDeclared"] == "NOASSERTION"]
    problems += [f"no licence file of {name.name}" for name in (out / "licences").iterdir() if not list(name.iterdir())]
    expected = {"Yams", "hummingbird", "swift-nio", "swift-crypto"} - {each["name"] for each in swift}
    expected |= {"libcurl4", "libssl3", "libc6"} - {each["name"] for each in packages}
    verdict(f"the bill of materials: {len(packages)} packages", problems + [f"{name} is missing" for name in expected])
