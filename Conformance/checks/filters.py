"""Filters: every parameter narrows the answer to just what it names"""

from vendor import ACL_TYPES, refused, same

WORDS = {"pass": "PASS", "failed": "NOT_PASS", "running": "CHECKING", "waiting": "NOT_CHECK", "ignored": "WHITELIST",
         "falsePositive": "WHITELIST"}


def _risk(world, select, **members):
    """Checks that a filter gives what `select` picks of everything, and that this is neither nothing nor all."""
    everything = world.risk_checks().list
    expected = [item.item_id for item in everything if select(item)]
    assert 0 < len(expected) < len(everything), f"{members} would prove nothing"
    body = world.risk_checks(**members)
    same([item.item_id for item in body.list], expected, str(members))
    same(body.total_count, len(expected), "TotalCount:")
    return len(expected)


def _check(world, select, **members):
    everything = world.check_results().checks
    expected = [check.check_id for check in everything if select(check)]
    assert 0 < len(expected) < len(everything), f"{members} would prove nothing"
    body = world.check_results(**members)
    same([check.check_id for check in body.checks], expected, str(members))
    same(body.page_info.total_count, len(expected), "TotalCount:")
    return len(expected)


def describe_risk_check_result_GroupId(world):
    groups = {item.type for item in world.risk_checks().list}
    seen = []
    for group in range(1, 7):
        kinds = {item.type for item in world.risk_checks(group_id=group).list}
        same(len(kinds), 1, f"group {group}: kinds")
        seen.append(_risk(world, lambda item: item.type in kinds, group_id=group))
    same(len(groups), 6, "groups:")
    return f"{seen} add up to {sum(seen)}"


def describe_risk_check_result_RiskLevel(world):
    return str({level: _risk(world, lambda item: item.risk_level == level, risk_level=level)
                for level in ("high", "medium", "low")})


def describe_risk_check_result_Status(world):
    world.simulator.change("items/1", running_ms=3_600_000, becoming="pass")
    return str({status: _risk(world, lambda item: item.status == status, status=status) for status in WORDS})


def describe_risk_check_result_ItemIds(world):
    return str(_risk(world, lambda item: item.item_id in (3, 12), item_ids=["3", "12", "999"])) + " of 3 named"


def describe_risk_check_result_ItemIds_more_than_ten(world):
    ids = [item.item_id for item in world.risk_checks().list][:25]
    return str(_risk(world, lambda item: item.item_id in ids, item_ids=[str(number) for number in ids]))


def describe_risk_check_result_AssetType(world):
    return str({kind: _risk(world, lambda item: item.risk_assert_type == kind, asset_type=kind)
                for kind in ("RAM", "ECS", "OSS", "RDS")})


def describe_risk_check_result_Name(world):
    name = "RDS - whitelist configurations"
    return str(_risk(world, lambda item: item.title == name, name=name)) + f": {name}"


def describe_risk_check_result_QueryFlag(world):
    return str({flag: _risk(world, lambda item: item.repair_status == flag, query_flag=flag)
                for flag in ("enabled", "disabled")})


def describe_risk_check_result_all_at_once(world):
    def select(item):
        return item.item_id in (5, 6, 14) and item.status == "failed" and item.risk_level == "high"

    return str(_risk(world, select, group_id=2, status="failed", risk_level="high", item_ids=["5", "6", "14"],
                     query_flag="enabled"))


def describe_risk_check_result_Lang(world):
    titles = [world.risk_checks(lang=lang, item_ids=["5"]).list[0].title for lang in ("en", "zh", None)]
    assert titles[0] != titles[1] == titles[2], titles
    return " / ".join(titles)


def list_check_result_Statuses(world):
    world.simulator.change("items/1", running_ms=3_600_000, becoming="pass")
    return str({word: _check(world, lambda check: check.status == word, statuses=[word])
                for word in sorted(set(WORDS.values()))})


def list_check_result_several_Statuses(world):
    words = ["NOT_PASS", "WHITELIST"]
    return str(_check(world, lambda check: check.status in words, statuses=words))


def list_check_result_RiskLevels(world):
    return str({level: _check(world, lambda check: check.risk_level == level, risk_levels=[level])
                for level in ("HIGH", "MEDIUM", "LOW")})


def list_check_result_CheckIds(world):
    ids = [check.check_id for check in world.check_results().checks][3:17]
    return str(_check(world, lambda check: check.check_id in ids, check_ids=ids))


def list_check_result_InstanceTypes(world):
    kinds = ["RAM", "KVSTORE"]
    return str(_check(world, lambda check: check.instance_type in kinds, instance_types=kinds))


def list_check_result_RequirementIds(world):
    return str(_check(world, lambda check: check.check_policies[0].requirement_id == 4, requirement_ids=[4]))


def list_check_result_StandardIds(world):
    known = world.check_results().checks[0].check_policies[0].standard_id
    assert world.check_results(standard_ids=[known]).checks and not world.check_results(standard_ids=[9999]).checks


def list_check_result_OperationTypes(world):
    return str({word: _check(world, lambda check: check.operation_type == word, operation_types=[word])
                for word in ("SUPPORT_REPAIR", "NOT_SUPPORT_REPAIR")})


def list_check_result_Vendors_and_CheckTypes(world):
    assert world.check_results(vendors=["ALIYUN"]).checks and not world.check_results(vendors=["AWS"]).checks
    assert world.check_results(check_types=["SYSTEM"]).checks and not world.check_results(check_types=["CUSTOM"]).checks
    assert not world.check_results(custom_param=True).checks


def list_check_result_CheckKey(world):
    return str(_check(world, lambda check: "whitelist" in check.check_show_name.lower(), check_key="Whitelist"))


def list_check_result_SortTypes(world):
    levels = [check.risk_level for check in world.check_results(sort_types=["RISK_LEVEL"]).checks]
    same(levels, sorted(levels, key=["HIGH", "MEDIUM", "LOW"].index))


def list_check_result_Lang(world):
    names = [world.check_results(lang=lang, check_ids=[405]).checks[0].check_show_name for lang in ("en", "zh", None)]
    assert names[0] != names[1] == names[2], names
    return " / ".join(names)


def list_check_result_PageSize_over_100_is_refused(world):
    return refused("InvalidPageSize", lambda: world.check_results(page_size=101))


def both_apis_tell_the_same(world):
    risks = {item.title: (WORDS[item.status], item.risk_level.upper()) for item in world.risk_checks().list}
    checks = {check.check_show_name: (check.status, check.risk_level) for check in world.check_results().checks}
    same(checks, risks)
    return f"{len(checks)} checks of one title, status and level"


def both_apis_tell_of_a_change(world):
    world.simulator.change("items/3", status="failed", level="low")
    same(world.risk_checks(item_ids=["3"]).list[0].status, "failed")
    same(world.check_results(check_ids=[403]).checks[0].status, "NOT_PASS")
    same(world.check_results(check_ids=[403]).checks[0].risk_level, "LOW")


def describe_acl_checks_AclType(world):
    seen = {}
    for acl_type in ACL_TYPES:
        records = world.acl_tasks(acl_type)
        same(records.acl_type, acl_type)
        seen[acl_type] = {record.task_id for record in records.records}
    same(sum(map(len, seen.values())), len(set.union(*seen.values())), "tasks of one type only:")
    return str({kind: len(tasks) for kind, tasks in seen.items()})


def describe_acl_checks_without_AclType_is_refused(world):
    return refused("MissingAclType", lambda: world.acl_tasks(acl_type=None))


def describe_acl_check_TaskId(world):
    for record in world.acl_tasks("NAT").records:
        body = world.acl_findings(record.task_id)
        same((body.task_id, body.check_name, body.level), (record.task_id, record.check_name, record.level))
    return refused("ErrorAclCheckNotExist", lambda: world.acl_findings("task-0000000000000000"))


def describe_acl_check_Lang(world):
    task = world.some_task()
    texts = [world.acl_findings(task, lang=lang).description.strip() for lang in ("en", "zh", None)]
    assert texts[0] != texts[1] == texts[2], texts
    return " / ".join(texts[:2])


def nonsense_is_refused_by_name(world):
    refused("InvalidStatus", lambda: world.risk_checks(status="nonsense"))
    refused("InvalidRiskLevel", lambda: world.risk_checks(risk_level="nonsense"))
    refused("InvalidStatuses", lambda: world.check_results(statuses=["nonsense"]))
    refused("InvalidAclType", lambda: world.acl_tasks("nonsense"))
