"""Drives a headless Chromium over its debugging pipe, with nothing but Python's standard library.

Reads one JSON command from each line of stdin and answers each with one line on stdout:
  {"go": URL}            opens a page and waits until it is loaded
  {"eval": SCRIPT}       -> the value of the expression (awaited)
  {"until": SCRIPT}      waits until the expression is true, at most 20 s
  {"key": NAME, "modifiers": N}   presses and releases a key: Tab, Enter, or text to type
  {"media": {FEATURE: VALUE}}     e.g. prefers-color-scheme: dark
  {"size": [WIDTH, HEIGHT]}
  {"scripts": false}     turns JavaScript off for pages opened from now on
  {"language": TAG}      what Accept-Language says
  {"shot": PATH}         a picture of the whole page
  {"tree": true}         -> the accessibility tree, as [{role, name}]
  {"log": true}          -> what the console and the network have said since the page was opened
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="checkbridge-chromium-")
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()
        for end in (to_read, to_write):
            os.set_inheritable(end, True)

        def arrange():
            # Chromium reads from 3 and writes to 4.
            read, write = os.dup(to_read), os.dup(to_write)
            os.dup2(read, 3)
            os.dup2(write, 4)
            os.close(read) if read > 4 else None
            os.close(write) if write > 4 else None

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync",
             "--disable-component-update", "--hide-scrollbars", "--force-color-profile=srgb",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=arrange,
            env={"PATH": "/usr/bin:/bin", "HOME": self.profile, "LANG": "C.UTF-8"})
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.session = None
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(domain + ".enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise RuntimeError("chromium is gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def wait(self, stage, loader):
        """Until this load, and not one that a click before it began, has come so far."""
        for _ in range(100000):
            if any(event["method"] == "Page.lifecycleEvent" and event["params"]["name"] == stage
                   and event["params"]["loaderId"] == loader for event in self.events):
                return
            self.events.append(self.receive())
        raise RuntimeError(f"no {stage}")

    def go(self, url):
        self.events = []
        answer = self.call("Page.navigate", url=url)
        if "errorText" in answer:
            raise RuntimeError(answer["errorText"])
        self.wait("load", answer["loaderId"])

    def eval(self, script):
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def until(self, script):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                if self.eval(script):
                    return True
            except RuntimeError:
                pass  # Between two pages there is nothing to ask.
            time.sleep(0.02)
        return False

    KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), " ": (32, " ")}

    def key(self, name, modifiers=0):
        if name not in self.KEYS:
            self.call("Input.insertText", text=name)
            return
        code, text = self.KEYS[name]
        parameters = {"key": name, "code": "Space" if name == " " else name, "windowsVirtualKeyCode": code,
                      "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **parameters)
        self.call("Input.dispatchKeyEvent", type="keyUp", **parameters)

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)

    def shot(self, path):
        self.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def tree(self):
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [{"role": node.get("role", {}).get("value"), "name": node.get("name", {}).get("value", "")}
                for node in nodes if not node.get("ignored")]

    def log(self):
        self.eval("1")
        said, asked = [], []
        for event in self.events:
            parameters = event.get("params", {})
            if event["method"] == "Log.entryAdded":
                said.append(parameters["entry"]["text"])
            elif event["method"] == "Runtime.exceptionThrown":
                said.append(json.dumps(parameters["exceptionDetails"]))
            elif event["method"] == "Runtime.consoleAPICalled":
                said.append(json.dumps(parameters["args"]))
            elif event["method"] == "Network.requestWillBeSent":
                asked.append(parameters["request"]["url"])
        return {"said": said, "asked": asked}

    def perform(self, command):
        if "go" in command:
            return self.go(command["go"])
        if "eval" in command:
            return self.eval(command["eval"])
        if "until" in command:
            return self.until(command["until"])
        if "key" in command:
            return self.key(command["key"], command.get("modifiers", 0))
        if "media" in command:
            features = [{"name": name, "value": value} for name, value in command["media"].items()]
            return self.call("Emulation.setEmulatedMedia", features=features)
        if "size" in command:
            return self.size(*command["size"])
        if "scripts" in command:
            return self.call("Emulation.setScriptExecutionDisabled", value=not command["scripts"])
        if "language" in command:
            agent = self.call("Browser.getVersion")["userAgent"]
            return self.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=command["language"])
        if "shot" in command:
            return self.shot(command["shot"])
        if "tree" in command:
            return self.tree()
        if "log" in command:
            return self.log()
        raise RuntimeError("what?")

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def main():
    if not shutil.which("chromium"):
        print(json.dumps({"error": "there is no chromium: run Scripts/install-system-packages test"}), flush=True)
        return
    browser = Browser()
    try:
        for line in sys.stdin:
            try:
                value = browser.perform(json.loads(line))
                answer = {"value": value if isinstance(value, (str, int, float, bool, list, dict)) else None}
            except (RuntimeError, KeyError, OSError) as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), flush=True)
    finally:
        browser.close()


main()
