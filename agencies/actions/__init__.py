"""What people do with agencies: one function, one transaction, one line in the record."""

from agencies.actions.agencies import correct_agency, create_agency
from agencies.actions.carrying_out import ChangedSincePreview
from agencies.actions.groups import save_group, set_group_members
from agencies.actions.importing import import_agencies
from agencies.actions.listing import reorganise_by_list
from agencies.actions.people import grant_role, revoke_role, save_person
from agencies.actions.reorganise import dissolve, merge, place, rename, split
from agencies.actions.tree_index import refresh_tree

__all__ = [
    "ChangedSincePreview",
    "correct_agency",
    "create_agency",
    "dissolve",
    "grant_role",
    "import_agencies",
    "merge",
    "place",
    "refresh_tree",
    "rename",
    "reorganise_by_list",
    "revoke_role",
    "save_group",
    "save_person",
    "set_group_members",
    "split",
]
