"""Writes the answers of Cloud Firewall that the poll benchmark serves, always the same ones: two polls of the same
findings, between which RequestId and every HitTimes differ, and no status does."""
import hashlib, json, os, uuid

TYPES = ["Internet", "NAT", "VPC", "AddressBook"]
PAGE = 100


def write(folder, count):
    """Pages under `folder`/1 and `folder`/2, named by the action and the parameters that choose them."""
    tasks = [Task(type_, count // PAGE // len(TYPES)) for type_ in TYPES]
    for task in tasks:
        save(folder, f"DescribeAclChecks/{task.type}.json", lambda poll: {"CheckRecords": task.listing()})
        for page in range(task.pages + 1):
            numbers = range(page * PAGE, (page + 1) * PAGE) if page < task.pages else []
            findings = [policy(task, number) for number in numbers]
            save(folder, f"DescribeAclCheck/{task.id}-{page + 1}.json", lambda poll: {"CheckRecord": task.record(poll, findings)})
    return tasks


class Task:
    """The one finished run of the one check of a type of policies."""
    def __init__(self, type_, pages):
        self.type, self.pages = type_, pages
        self.check = "AddressBookIpSeparated" if type_ == "AddressBook" else "PolicyHitCountZero"
        self.id = f"task-{digest(type_)[:16]}"

    def listing(self):
        return {"AclType": self.type, "Records": [{
            "TaskId": self.id, "CheckName": self.check, "CheckStatus": "Checked", "CheckType": "InvalidPolicy", "Level": "High",
            "LastCheckTime": "1767323000", "AclPendingCount": self.pages * PAGE, "AclTotalCount": self.pages * PAGE + 40}]}

    def record(self, poll, findings):
        return {
            "AclTotalCount": self.pages * PAGE + 40, "CheckName": self.check, "LastCheckTime": "1767323000", "Level": "High",
            "RecordAssessmentDetail": "It is recommended to remove the policy, which saves room for others.\n",
            "Description": "No traffic has hit the policy for a long time, because business moved on or for other reasons.\n",
            "TaskId": self.id, "Acls": [
                {"Acl": acl | {"HitTimes": hits + poll}, "AclStatus": status, "AclAssessmentDetail": "No traffic hit the policy."}
                for acl, hits, status in findings]}


def policy(task, number):
    """One finding with every member that the vendor's published answer has; about 1.7 KB."""
    seed = digest(f"{task.id}/{number}")
    name = str(uuid.UUID(seed[:32]))
    address = lambda at: f"10.{int(seed[at:at + 2], 16)}.{int(seed[at + 2:at + 4], 16)}.{int(seed[at + 4:at + 6], 16)}/32"
    hits = int(seed[:3], 16)
    acl = {
        "Direction": "in", "Order": number + 1, "SourceType": "group", "ApplicationName": "ANY", "HitTimes": hits,
        "Description": f"partner access to order system {number}", "SourceGroupType": "ip", "DnsResultTime": 1767323000,
        "DnsResult": "192.0.2.17", "Proto": "TCP", "DestinationGroupType": "domain", "Destination": f"host-{seed[:6]}.example.com",
        "HitLastTime": 1767300000, "DestPortGroup": "service_ports", "AclUuid": "" if task.type == "AddressBook" else name,
        "DestPortType": "port", "Source": address(6), "DestinationType": "domain", "DestPort": "443/443", "IpVersion": 4,
        "AclAction": "accept", "Release": "true", "ApplicationId": "0", "DestinationGroupCidrs": [address(at) for at in (8, 14)],
        "DestPortGroupPorts": ["443/443", "8443/8443"], "SourceGroupCidrs": [address(at) for at in range(16, 32, 4)],
        "ApplicationNameList": ["ANY"], "SpreadCnt": 10, "CreateTime": 1761062400, "ModifyTime": 1761062400,
        "RepeatType": "Permanent", "RepeatDays": [1, 6], "RepeatStartTime": "08:00", "RepeatEndTime": "23:30",
        "StartTime": 1730318400, "EndTime": 1758334822, "AddressListCount": 10,
        "GroupUuid": name if task.type == "AddressBook" else "", "AutoAddTagEcs": 0, "GroupName": f"办公网 partner group {number}",
        "ReferenceCount": 1, "GroupType": "ip", "TagRelation": "or", "TagList": [{"TagValue": "production", "TagKey": "stage"}],
        "AddressList": [address(at) for at in range(2, 22, 2)], "NatGatewayId": f"ngw-{seed[:16]}", "DomainResolveType": 0,
        "VpcFirewallId": f"vfw-{seed[16:32]}", "Addresses": [{"Address": address(at), "Note": "reviewed"} for at in (20, 26)],
    }
    return acl, hits, ("Processed" if number % 8 == 3 else "Pending")


def save(folder, name, answer):
    for poll in (1, 2):
        path = os.path.join(folder, str(poll), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        request = {"RequestId": str(uuid.UUID(digest(f"{poll}/{name}")[:32])).upper()}
        with open(path, "w") as file: json.dump(request | answer(poll), file, separators=(",", ":"), ensure_ascii=False)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
