"""`checkbridge simulate` as a process of its own, on a port of the loopback that was free."""

import json
import re
import subprocess
import urllib.request


class Simulator:
    # Made up, and printed by `checkbridge simulate --help`.
    key_id = "LTAI5tSimulatedKey000001"
    key_secret = "simulated-access-key-secret-01"
    account = "1234567890123456"

    def __init__(self, program: str, *options: str):
        self._command = [program, "simulate", "--listen", "127.0.0.1:0", *options]

    def __enter__(self) -> "Simulator":
        self._process = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True)
        line = self._process.stderr.readline()
        found = re.search(r"listens on (127\.0\.0\.1:(\d+))", line)
        if not found:
            self._process.kill()
            raise SystemExit(f"conformance: the simulator did not start: {line.strip()}")
        self.address = found.group(1)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=30)
        self._process.stderr.close()

    def resident_megabytes(self) -> int:
        with open(f"/proc/{self._process.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))

    def plan(self, action: str, fault: str, **more) -> None:
        """Makes something go wrong with the next call of `action`."""
        self._post("faults", {"action": action, "fault": fault, **more})

    def change(self, path: str, **members) -> None:
        self._post(path, members)

    def reset(self) -> None:
        self._post("reset", {})

    def _post(self, path: str, body: dict) -> None:
        url = f"http://{self.address}/simulator/{path}"
        request = urllib.request.Request(url, json.dumps(body).encode(), method="POST")
        urllib.request.urlopen(request, timeout=10).read()
