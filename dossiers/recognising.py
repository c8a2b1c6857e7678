"""Which agency a line of an export means: by a name chosen once, by its code, or by its own name."""

from collections import defaultdict
from collections.abc import Collection

from agencies.models import Agency
from dossiers.models import AgencyAlias, DossierSource
from ui.vietnamese import fold

PREFIXES = ("ubnd ", "uy ban nhan dan ")  # "Xã An Bình" in an export is "UBND xã An Bình" here


class Directory:
    """The agencies of a source's office by every name that an export may use; two queries."""

    def __init__(self, source: DossierSource, reporting: Collection[int]):
        self._by_code = source.agency_by == DossierSource.AgencyBy.CODE
        self._reporting = set(reporting)
        self.agencies = {agency.pk: agency for agency in Agency.objects.at_or_below(source.office)}
        self._aliases: dict[str, AgencyAlias] = {alias.key: alias for alias in source.aliases.all()}
        self._known: dict[str, set[int]] = defaultdict(set)
        for agency in self.agencies.values():
            for key in self._keys(agency):
                self._known[key].add(agency.pk)

    def find(self, text: str) -> Agency | None:
        """The one agency that is meant; None where none or several could be."""
        alias = self._aliases.get(fold(text))
        if alias:
            return self.agencies.get(alias.agency_id)
        found = self._known.get(fold(text)) or self._known.get(bare(text)) or set()
        if len(found) > 1:
            found = found & self._reporting
        return self.agencies[next(iter(found))] if len(found) == 1 else None

    def is_set_aside(self, text: str) -> bool:
        """Whether a person has said that such lines are not taken."""
        alias = self._aliases.get(fold(text))
        return alias is not None and alias.agency_id is None

    def _keys(self, agency: Agency) -> set[str]:
        if self._by_code:
            return {fold(agency.code)}
        names = [name for name in (agency.name, agency.short_name) if name]
        return {fold(name) for name in names} | {bare(name) for name in names}


def bare(name: str) -> str:
    """A folded name without "UBND" before it."""
    key = fold(name)
    for prefix in PREFIXES:
        key = key.removeprefix(prefix)
    return key
