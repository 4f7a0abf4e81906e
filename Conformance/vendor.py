"""The vendor's clients, pointed at the simulator, and words for calling them."""

from dataclasses import dataclass, field

from alibabacloud_cloudfw20171207 import models as firewall
from alibabacloud_cloudfw20171207.client import Client as FirewallClient
from alibabacloud_sas20181203 import models as security
from alibabacloud_sas20181203.client import Client as SecurityClient
from alibabacloud_sts20150401 import models as sts
from alibabacloud_sts20150401.client import Client as STSClient
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import Config
from simulator import Simulator

ACL_TYPES = ["Internet", "NAT", "VPC", "AddressBook"]


@dataclass
class Key:
    id: str = Simulator.key_id
    secret: str = Simulator.key_secret
    token: str = None

    @staticmethod
    def of(credentials) -> "Key":
        """What STS answers, as a key."""
        return Key(credentials.access_key_id, credentials.access_key_secret, credentials.security_token)


@dataclass
class World:
    simulator: Simulator
    key: Key = field(default_factory=Key)
    # The SDK calls the signature of version 1, HMAC-SHA1 in the query, "v2".
    algorithm: str = None

    def with_key(self, key: Key) -> "World":
        return World(self.simulator, key, self.algorithm)

    def signing_as_before(self) -> "World":
        return World(self.simulator, self.key, "v2")

    def _config(self) -> Config:
        return Config(
            access_key_id=self.key.id, access_key_secret=self.key.secret, security_token=self.key.token,
            endpoint=self.simulator.address, protocol="HTTP", region_id="cn-hangzhou",
            signature_algorithm=self.algorithm)

    # Security Center

    def risk_checks(self, **members):
        request = security.DescribeRiskCheckResultRequest(**{"lang": "en", "page_size": 100, **members})
        return SecurityClient(self._config()).describe_risk_check_result(request).body

    def check_results(self, **members):
        request = security.ListCheckResultRequest(**{"lang": "en", "page_size": 100, **members})
        return SecurityClient(self._config()).list_check_result(request).body

    # Cloud Firewall

    def acl_tasks(self, acl_type: str = "Internet", lang: str = "en"):
        request = firewall.DescribeAclChecksRequest(acl_type=acl_type, lang=lang)
        return FirewallClient(self._config()).describe_acl_checks(request).body.check_records

    def acl_findings(self, task: str, page: int = 1, size: int = 100, lang: str = "en"):
        request = firewall.DescribeAclCheckRequest(task_id=task, page_no=page, page_size=size, lang=lang)
        return FirewallClient(self._config()).describe_acl_check(request).body.check_record

    def every_acl_finding(self, task: str, size: int):
        """Pages to the first empty page, as the API wants it."""
        found, page = [], 1
        while acls := self.acl_findings(task, page, size).acls:
            found += acls
            page += 1
        return found

    # STS

    def identity(self):
        return STSClient(self._config()).get_caller_identity().body

    def assume_role(self, **members):
        request = sts.AssumeRoleRequest(**{"role_arn": role(), "role_session_name": "conformance", **members})
        return STSClient(self._config()).assume_role(request).body

    def assume_role_with_oidc(self, **members):
        request = sts.AssumeRoleWithOIDCRequest(**{
            "role_arn": role(), "role_session_name": "conformance", "oidctoken": "eyJhbGciOiJub25lIn0.e30.",
            "oidcprovider_arn": f"acs:ram::{Simulator.account}:oidc-provider/conformance", **members})
        return STSClient(self._config()).assume_role_with_oidc(request).body

    def each_call(self) -> dict:
        """One call of each action that is signed."""
        return {
            "DescribeRiskCheckResult": self.risk_checks,
            "ListCheckResult": self.check_results,
            "DescribeAclChecks": self.acl_tasks,
            "DescribeAclCheck": lambda: self.acl_findings(self.some_task()),
            "GetCallerIdentity": self.identity,
            "AssumeRole": self.assume_role,
        }

    def some_task(self) -> str:
        """The id of a task, found out with the right key."""
        return World(self.simulator).acl_tasks().records[0].task_id


def role(account: str = Simulator.account, name: str = "checkbridge") -> str:
    return f"acs:ram::{account}:role/{name}"


def refused(code: str, call, status: int = 400) -> str:
    """Checks that a call is refused with that code and status, as the SDK understands the answer."""
    try:
        call()
    except AlibabaCloudException as error:
        seen = (error.code, error.status_code)
        assert seen == (code, status), f"refused with {seen}, not {(code, status)}: {error.message}"
        return f"{status} {code}"
    raise AssertionError(f"it was accepted, not refused with {code}")


def same(seen, expected, what: str = "") -> None:
    assert seen == expected, f"{what} {seen!r} instead of {expected!r}".strip()
