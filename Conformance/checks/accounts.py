"""Many accounts (simulate --accounts 500 --findings 2000)"""

from vendor import ACL_TYPES, Key, refused, role, same


def _of(world, number: int):
    arn = role(str(2_000_000_000_000_000 + number))
    return world.with_key(Key.of(world.assume_role(role_arn=arn).credentials))


def _findings(world) -> dict:
    found = {}
    for acl_type in ACL_TYPES:
        for task in world.acl_tasks(acl_type).records:
            for acl in world.every_acl_finding(task.task_id, size=100):
                found[acl.acl.acl_uuid or acl.acl.group_uuid] = acl.acl_status
    return found


def each_has_as_many_findings_of_its_own(world):
    seen = [_findings(_of(world, number)) for number in (0, 250, 499)]
    same([len(found) for found in seen], [2000] * 3)
    same(len(set().union(*seen)), 6000, "distinct:")
    return "2000 each in the first, the middle and the last, 6000 distinct"


def what_one_shows_is_always_the_same(world):
    player = _of(world, 17)
    task = player.acl_tasks("VPC").records[0].task_id
    pages = [[acl.acl.to_map() for acl in player.acl_findings(task, page=3).acls] for _ in range(2)]
    moving = {"HitTimes", "HitLastTime", "DnsResult", "DnsResultTime", "Order"}
    still = [[{name: value for name, value in acl.items() if name not in moving} for acl in page] for page in pages]
    same(still[0], still[1])


def pending_findings_are_as_many_as_the_list_of_tasks_says(world):
    player = _of(world, 99)
    for acl_type in ACL_TYPES:
        for task in player.acl_tasks(acl_type).records:
            pending = [acl for acl in player.every_acl_finding(task.task_id, 100) if acl.acl_status == "Pending"]
            same(len(pending), task.acl_pending_count, acl_type)


def change_of_one_is_a_change_of_that_one_only(world):
    before = [world.with_key(_of(world, number).key).check_results() for number in (1, 2)]
    failed = next(check for check in before[0].checks if check.status == "PASS")
    world.simulator.change(f"accounts/2000000000000001/items/{failed.check_id - 400}", status="failed")
    after = [_of(world, number).check_results() for number in (1, 2)]
    changed = [[now.check_id for then, now in zip(old.checks, new.checks) if then.status != now.status]
               for old, new in zip(before, after)]
    same(changed, [[failed.check_id], []])


def account_past_the_last_is_not_there(world):
    arn = role("2000000000000500")
    return refused("EntityNotExist.Role", lambda: world.assume_role(role_arn=arn), status=404)


def all_of_them_can_be_asked_and_nothing_is_kept(world):
    before = world.simulator.resident_megabytes()
    for number in range(500):
        player = _of(world, number)
        same(player.identity().account_id, str(2_000_000_000_000_000 + number))
        assert len(player.risk_checks().list) == 45
    after = world.simulator.resident_megabytes()
    assert after - before < 32, f"the simulator grew from {before} to {after} MB"
    return f"500 accounts, {before} MB before, {after} MB after"
