"""The poll benchmark's yardstick: the vendor's own SDK, its answers as plain dictionaries (making its model objects costs
more), and one dictionary of what is known. Prints what the second of two polls took, as `name value` lines.

usage: sdk_poll.py SERVER SERVER TYPE:TASK...
"""
import resource, sys, time
from alibabacloud_cloudfw20171207.client import Client
from alibabacloud_tea_openapi import models as openapi
from alibabacloud_tea_openapi import utils_models
from darabonba.runtime import RuntimeOptions


def main(servers, tasks):
    known = {}
    for server in servers:
        client = Client(openapi.Config(
            access_key_id="LTAI5tSimulatedKey000001", access_key_secret="simulated-access-key-secret-01",
            endpoint=server, protocol="HTTP", region_id="cn-hangzhou"))
        before, start = usage(), time.monotonic()
        changes = sum(poll(client, *task.split(":"), known) for task in tasks)
        seconds, after = time.monotonic() - start, usage()
    print("seconds", seconds)
    print("cpu_seconds", after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print("peak_rss", peak())
    print("findings", len(known))
    print("changes", changes)


def poll(client, type_, task, known):
    """One check from its first page to the empty one. Tells how many findings were not as they were known."""
    changes, page = 0, 1
    while True:
        record = ask(client, {"TaskId": task, "PageNo": page, "PageSize": 100, "Lang": "en"})["CheckRecord"]
        if not record["Acls"]: return changes
        for finding in record["Acls"]:
            key = (type_, record["CheckName"], finding["Acl"]["AclUuid"] or finding["Acl"]["GroupUuid"])
            now = (finding["AclStatus"], record["Level"])
            if known.get(key) != now:
                known[key] = now
                changes += 1
        page += 1


def ask(client, query):
    params = utils_models.Params(
        action="DescribeAclCheck", version="2017-12-07", protocol="HTTP", pathname="/", method="GET", auth_type="AK",
        style="RPC", req_body_type="formData", body_type="json")
    request = utils_models.OpenApiRequest(query={name: str(value) for name, value in query.items()})
    return client.call_api(params, request, RuntimeOptions())["body"]


def peak():
    """Of this program alone: what getrusage calls the peak is inherited from whoever started it."""
    return next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM:"))


def usage(): return resource.getrusage(resource.RUSAGE_SELF)


if __name__ == "__main__": main(sys.argv[1:3], sys.argv[3:])
