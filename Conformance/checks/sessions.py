"""STS: roles, temporary keys, and what becomes of them"""

from datetime import datetime, timezone

from simulator import Simulator
from vendor import Key, refused, role, same


def identity_of_the_lasting_key(world):
    identity = world.identity()
    same(identity.account_id, Simulator.account)
    return f"{identity.identity_type} {identity.arn}"


def assumed_role_signs_every_call_in_both_versions(world):
    player = world.with_key(Key.of(world.assume_role().credentials))
    for signer in (player, player.signing_as_before()):
        for call in signer.each_call().values():
            call()
    return player.key.id


def identity_of_an_assumed_role(world):
    answer = world.assume_role(role_session_name="night.shift@example")
    identity = world.with_key(Key.of(answer.credentials)).identity()
    same(identity.identity_type, "AssumedRoleUser")
    same(identity.arn, answer.assumed_role_user.arn)
    same(identity.principal_id, answer.assumed_role_user.assumed_role_id)
    return identity.arn


def role_may_be_assumed_from_a_role(world):
    first = world.with_key(Key.of(world.assume_role().credentials))
    second = first.with_key(Key.of(first.assume_role(role_session_name="second").credentials))
    return second.identity().arn


def duration_is_honoured(world):
    for seconds in (900, 3600, 43200):
        expiration = world.assume_role(duration_seconds=seconds).credentials.expiration
        end = datetime.strptime(expiration, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        left = (end - datetime.now(timezone.utc)).total_seconds()
        assert abs(left - seconds) < 30, f"{left} s left of {seconds}"
    return "900 s, 1 h, 12 h"


def policy_with_blanks_is_signed_alike(world):
    policy = '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
    world.assume_role(policy=policy, external_id="ext-1")
    world.signing_as_before().assume_role(policy=policy, external_id="ext-1")


def wrong_parameters_are_refused(world):
    refused("InvalidParameter.DurationSeconds", lambda: world.assume_role(duration_seconds=899))
    refused("InvalidParameter.DurationSeconds", lambda: world.assume_role(duration_seconds=43201))
    refused("InvalidParameter.RoleArn", lambda: world.assume_role(role_arn="arn:aws:iam::1:role/x"))
    refused("InvalidParameter.RoleSessionName", lambda: world.assume_role(role_session_name="a b"))
    refused("InvalidParameter.PolicyGrammar", lambda: world.assume_role(policy="{"))
    refused("InvalidParameter.PolicySize", lambda: world.assume_role(policy="x" * 2049))
    return refused("InvalidParameter.ExternalId", lambda: world.assume_role(external_id="x"))


def temporary_key_without_its_token_is_refused(world):
    key = Key.of(world.assume_role().credentials)
    return refused("MissingSecurityToken", world.with_key(Key(key.id, key.secret)).identity)


def temporary_key_with_the_token_of_another_is_refused(world):
    first, second = (Key.of(world.assume_role().credentials) for _ in range(2))
    mixed = Key(first.id, first.secret, second.token)
    return refused("InvalidSecurityToken.MismatchWithAccessKey", world.with_key(mixed).identity)


def token_that_was_tampered_with_is_refused(world):
    key = Key.of(world.assume_role().credentials)
    middle = len(key.token) // 2
    key.token = key.token[:middle] + ("A" if key.token[middle] != "A" else "B") + key.token[middle + 1:]
    return refused("InvalidSecurityToken.Malformed", world.with_key(key).identity)


def temporary_key_with_the_wrong_secret_is_refused(world):
    key = Key.of(world.assume_role().credentials)
    key.secret = "not the secret"
    return refused("SignatureDoesNotMatch", world.with_key(key).risk_checks)


def expired_key_is_refused(world):
    world.simulator.plan("AssumeRole", "expired_token")
    expired = world.with_key(Key.of(world.assume_role().credentials))
    for call in expired.each_call().values():
        seen = refused("InvalidSecurityToken.Expired", call)
    return seen


def role_with_oidc_needs_no_key(world):
    anonymous = world.with_key(Key("", "", None))
    answer = anonymous.assume_role_with_oidc()
    assert answer.oidctoken_info.issuer
    return world.with_key(Key.of(answer.credentials)).identity().arn


def role_with_oidc_and_a_short_token_is_refused(world):
    return refused("InvalidParameter.OIDCToken", lambda: world.assume_role_with_oidc(oidctoken="x"))


def role_of_another_account_shows_its_own_findings(world):
    theirs = world.with_key(Key.of(world.assume_role(role_arn=role("2000000000000007")).credentials))
    same(theirs.identity().account_id, "2000000000000007")
    mine = {item.item_id: item.status for item in world.risk_checks().list}
    other = {item.item_id: item.status for item in theirs.risk_checks().list}
    assert mine != other, "both accounts show the same"
    tasks = ({record.task_id for record in who.acl_tasks("NAT").records} for who in (world, theirs))
    assert not set.intersection(*tasks), "both accounts have the same tasks"
    refused("ErrorAclCheckNotExist", lambda: theirs.acl_findings(world.some_task()))
