"""The vendor's credentials library (its addresses and https are put aside; it says all else itself)"""

from alibabacloud_credentials.provider import (
    EcsRamRoleCredentialsProvider, OIDCRoleArnCredentialsProvider, RamRoleArnCredentialsProvider, URLCredentialsProvider)
from simulator import Simulator
from Tea.core import TeaCore
from vendor import Key, role, same


def _over_http(provider):
    """The library knows no other scheme for STS than https: it is changed on the way out."""
    act = TeaCore.do_action

    def act_over_http(request, runtime=None):
        request.protocol = "http"
        return act(request, runtime)

    TeaCore.do_action = staticmethod(act_over_http)
    try:
        return provider.get_credentials()
    finally:
        TeaCore.do_action = staticmethod(act)


def _identity(world, credentials) -> str:
    key = Key(credentials.get_access_key_id(), credentials.get_access_key_secret(), credentials.get_security_token())
    player = world.with_key(key)
    assert player.risk_checks().list
    return player.identity().arn


def ram_role_arn(world):
    provider = RamRoleArnCredentialsProvider(
        access_key_id=Simulator.key_id, access_key_secret=Simulator.key_secret, role_arn=role(),
        role_session_name="library", external_id="ext-1", sts_endpoint=world.simulator.address)
    return _identity(world, _over_http(provider))


def ram_role_arn_from_a_temporary_key(world):
    first = Key.of(world.assume_role().credentials)
    provider = RamRoleArnCredentialsProvider(
        access_key_id=first.id, access_key_secret=first.secret, security_token=first.token, role_arn=role(),
        role_session_name="chained", sts_endpoint=world.simulator.address)
    return _identity(world, _over_http(provider))


def oidc_role_arn(world, path=".build/conformance/oidc-token"):
    with open(path, "w") as file:
        file.write("eyJhbGciOiJub25lIn0.e30.")
    provider = OIDCRoleArnCredentialsProvider(
        role_arn=role(), oidc_provider_arn=f"acs:ram::{Simulator.account}:oidc-provider/ack", oidc_token_file_path=path,
        role_session_name="pod", sts_endpoint=world.simulator.address)
    return _identity(world, _over_http(provider))


def ecs_metadata(world):
    return _identity(world, _instance(world, disable_imds_v1=True).get_credentials())


def ecs_metadata_with_the_role_named(world):
    return _identity(world, _instance(world, role_name="checkbridge-ecs").get_credentials())


def ecs_metadata_falls_back_when_it_gives_no_token(world):
    world.simulator.plan("metadata", "status", status=404, times=1)
    return _identity(world, _instance(world, role_name="checkbridge-ecs").get_credentials())


def _instance(world, **options):
    provider = EcsRamRoleCredentialsProvider(async_update_enabled=False, **options)
    provider._EcsRamRoleCredentialsProvider__metadata_service_host = world.simulator.address
    return provider


def credentials_uri(world):
    provider = URLCredentialsProvider(uri=f"http://{world.simulator.address}/credentials")
    return _identity(world, provider.get_credentials())


def credentials_uri_of_another_account(world):
    uri = f"http://{world.simulator.address}/credentials?account=2000000000000003"
    arn = _identity(world, URLCredentialsProvider(uri=uri).get_credentials())
    same(arn.split(":")[3], "2000000000000003")
    return arn
