"""The back office: agencies and their reorganisation, groups, people and roles, the record."""

from agencies.admin.agencies import AgencyAdmin
from agencies.admin.groups import AgencyGroupAdmin
from agencies.admin.people import MembershipAdmin, UserAdmin
from agencies.admin.records import ActionRecordAdmin

__all__ = ["ActionRecordAdmin", "AgencyAdmin", "AgencyGroupAdmin", "MembershipAdmin", "UserAdmin"]
