"""Signatures: the right key is accepted, anything else refused"""

from vendor import Key, World, refused

ACTIONS = ["DescribeRiskCheckResult", "ListCheckResult", "DescribeAclChecks", "DescribeAclCheck", "GetCallerIdentity",
           "AssumeRole"]


def _accepted(world: World) -> str:
    calls = world.each_call()
    for action in ACTIONS:
        calls[action]()
    return ", ".join(calls)


def _all_refused(code: str, world: World, status: int = 400) -> str:
    calls = world.each_call()
    return {refused(code, calls[action], status) for action in ACTIONS}.pop() + f" from all {len(ACTIONS)}"


def right_key_in_version_3(world):
    return _accepted(world)


def right_key_in_version_1(world):
    return _accepted(world.signing_as_before())


def wrong_secret_in_version_3(world):
    return _all_refused("SignatureDoesNotMatch", world.with_key(Key(secret="not the secret")))


def wrong_secret_in_version_1(world):
    return _all_refused("SignatureDoesNotMatch", world.with_key(Key(secret="not the secret")).signing_as_before())


def unknown_key_in_version_3(world):
    return _all_refused("InvalidAccessKeyId.NotFound", world.with_key(Key(id="LTAInobody")), status=404)


def unknown_key_in_version_1(world):
    stranger = world.with_key(Key(id="LTAInobody")).signing_as_before()
    return _all_refused("InvalidAccessKeyId.NotFound", stranger, status=404)


def odd_characters_in_a_parameter_in_both_versions(world):
    name = "RDS-白名单 a b*c~d+e/f&g=h%i'(j)!"
    for signer in (world, world.signing_as_before()):
        assert signer.risk_checks(name=name).total_count == 0
    return name
