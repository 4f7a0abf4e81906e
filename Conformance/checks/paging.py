"""Paging: to the end, everything once"""

from vendor import ACL_TYPES, same


def _pages(call, size: int):
    """Pages until as many came as the answer counts."""
    found, page = [], 1
    while True:
        items, total = call(page, size)
        found += items
        if not items or len(found) >= total:
            return found, total, page
        page += 1


def _to_the_end(call, sizes) -> str:
    expected, seen = None, []
    for size in sizes:
        found, total, pages = _pages(call, size)
        expected = expected or sorted(found)
        same(len(set(found)), total, f"page size {size}:")
        same(sorted(found), expected, f"page size {size}:")
        seen.append(f"{pages} of {size}")
    return f"{len(expected)} on pages: {', '.join(seen)}"


def describe_risk_check_result(world):
    def call(page, size):
        body = world.risk_checks(current_page=page, page_size=size)
        same((body.current_page, body.page_size, body.count), (page, size, len(body.list)), "echo:")
        return [item.item_id for item in body.list], body.total_count

    return _to_the_end(call, (100, 20, 7, 1))


def list_check_result(world):
    def call(page, size):
        body = world.check_results(current_page=page, page_size=size)
        info = body.page_info
        same((info.current_page, info.page_size, info.count), (page, size, len(body.checks)), "echo:")
        return [check.check_id for check in body.checks], info.total_count

    return _to_the_end(call, (100, 20, 7, 1))


def describe_acl_check_to_the_first_empty_page(world):
    findings = 0
    for acl_type in ACL_TYPES:
        for task in world.acl_tasks(acl_type).records:
            ids = [acl.acl.acl_uuid or acl.acl.group_uuid for acl in world.every_acl_finding(task.task_id, size=5)]
            same(len(set(ids)), len(ids), f"{task.check_name}: distinct")
            whole = world.acl_findings(task.task_id).acls
            same(ids, [acl.acl.acl_uuid or acl.acl.group_uuid for acl in whole], task.check_name)
            same(sum(acl.acl_status == "Pending" for acl in whole), task.acl_pending_count, f"{task.check_name}: pending")
            findings += len(ids)
    return f"{findings} findings, on pages of 5 and of 100"


def page_past_the_end_is_empty(world):
    assert not world.risk_checks(current_page=99).list
    assert not world.check_results(current_page=99).checks
    assert not world.acl_findings(world.some_task(), page=99).acls


def twenty_make_a_page_without_page_size(world):
    same(len(world.risk_checks(page_size=None).list), 20)
    same(len(world.check_results(page_size=None).checks), 20)
