"""Faults: what goes wrong reaches the SDK as the vendor would say it"""

from alibabacloud_tea_openapi.exceptions import ThrottlingException
from vendor import Key, refused, same

ACTIONS = ["DescribeRiskCheckResult", "ListCheckResult", "DescribeAclChecks", "DescribeAclCheck", "GetCallerIdentity",
           "AssumeRole"]


def _each(world, code: str, fault: str, status: int = 400) -> str:
    calls = world.each_call()
    for action in ACTIONS:
        world.simulator.plan(action, fault)
        seen = refused(code, calls[action], status)
        calls[action]()
    return f"{seen}, then fine again"


def throttled_with_a_wait(world):
    for action, call in world.each_call().items():
        world.simulator.plan(action, "throttle", retry_after_ms=1500)
        try:
            call()
            raise AssertionError(f"{action} was not throttled")
        except ThrottlingException as error:
            same((error.code, error.retry_after), ("Throttling.User", 1500), action)
    return "ThrottlingException, 1500 ms by x-acs-retry-after"


def throttled_without_a_wait(world):
    return _each(world, "Throttling.User", "throttle")


def api_that_is_gone(world):
    return _each(world, "InvalidAction.NotFound", "retired", status=404)


def permission_that_is_missing(world):
    world.simulator.plan("ListCheckResult", "forbidden")
    try:
        world.check_results()
        raise AssertionError("it was allowed")
    except Exception as error:
        same((error.code, error.status_code), ("Forbidden.RAM", 403))
        same(error.access_denied_detail["AuthAction"], "yundun-sas:ListCheckResult")
    world.simulator.plan("AssumeRole", "forbidden")
    return refused("NoPermission", world.assume_role, status=403)


def server_that_is_down(world):
    world.simulator.plan("DescribeAclChecks", "status", status=503)
    return refused("ServiceUnavailable", world.acl_tasks, status=503)


def key_that_expires_between_two_calls(world):
    player = world.with_key(Key.of(world.assume_role().credentials))
    player.risk_checks()
    world.simulator.plan("DescribeRiskCheckResult", "expired_token")
    return refused("InvalidSecurityToken.Expired", player.risk_checks)


def answer_of_another_account(world):
    mine = world.identity().account_id
    world.simulator.plan("GetCallerIdentity", "wrong_account")
    other = world.identity().account_id
    assert other != mine
    return f"{other} instead of {mine}"
