"""Accounts of the demo, tied to its officials. They exist in demo mode only."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from agreements.enums import Role
from agreements.models import Official, RoleGrant, Unit, User

# Printed by `manage.py load_demo` and on the login page of the demo; lkjip/backends.py refuses it outside demo mode.
DEMO_PASSWORD = "demo-lumajang-2024"  # noqa: S105 -- no secret: everybody may know it

ROWOKANGKUNG = "kecamatan-rowokangkung"


@dataclass(frozen=True)
class DemoUser:
    """An account: who it is for (in Indonesian), the official it belongs to, the role it has beside the post."""

    username: str
    label: str
    nip: str = ""
    role: Role | None = None
    unit: str = ""
    """Slug of the operator's unit."""
    superuser: bool = False


DEMO_USERS = (
    DemoUser("operator", "Operator Kecamatan Rowokangkung", role=Role.OPERATOR, unit=ROWOKANGKUNG),
    DemoUser("staf", "Bendahara Sub Bagian Keuangan, Rowokangkung", nip="198508082009082008"),
    DemoUser("kasubbag", "Kasubbag Keuangan, Rowokangkung", nip="197606062009062006"),
    DemoUser("kasi", "Kepala Seksi Pemberdayaan Masyarakat, Rowokangkung", nip="197504041998041004"),
    DemoUser("sekretaris", "Sekretaris Kecamatan Rowokangkung", nip="198302022002011002"),
    DemoUser("camat", "Camat Rowokangkung", nip="197701012000012001"),
    DemoUser("asisten", "Asisten Administrasi, atasan Bagian Organisasi", nip="196305171990051017"),
    DemoUser("organisasi", "Kepala Bagian Organisasi", nip="198706182007062018", role=Role.ORGANISASI),
    DemoUser("inspektorat", "Inspektorat (hanya membaca)", role=Role.INSPECTOR),
    DemoUser("admin", "Administrator", superuser=True),
    DemoUser("operator-ranuyoso", "Operator Kecamatan Ranuyoso", role=Role.OPERATOR, unit="kecamatan-ranuyoso"),
    DemoUser("operator-candipuro", "Operator Kecamatan Candipuro", role=Role.OPERATOR, unit="kecamatan-candipuro"),
    DemoUser(
        "operator-organisasi",
        "Operator Bagian Organisasi",
        role=Role.OPERATOR,
        unit="bagian-organisasi-sekretariat-daerah",
    ),
)


def load_accounts() -> tuple[str, ...]:
    """Make the demo accounts that are not there yet and return their names; existing ones are left alone."""
    there = set(User.objects.values_list("username", flat=True))
    new = [user for user in DEMO_USERS if user.username not in there]
    if not new:
        return ()
    # One hash for all: they share the password, and hashing is slow on purpose.
    password = make_password(DEMO_PASSWORD)
    accounts = {
        user.username: user
        for user in User.objects.bulk_create(
            User(
                username=user.username,
                first_name=user.label[:150],
                password=password,
                is_staff=user.superuser,
                is_superuser=user.superuser,
            )
            for user in new
        )
    }
    units = {unit.slug: unit for unit in Unit.objects.filter(slug__in=[user.unit for user in new])}
    RoleGrant.objects.bulk_create(
        RoleGrant(user=accounts[user.username], role=user.role, unit=units[user.unit] if user.unit else None)
        for user in new
        if user.role and (not user.unit or user.unit in units)
    )
    _tie_officials({user.nip: accounts[user.username] for user in new if user.nip})
    return tuple(accounts)


def _tie_officials(accounts: dict[str, User]) -> None:
    officials = list(Official.objects.filter(nip__in=accounts, account=None))
    for official in officials:
        account = accounts[official.nip]
        official.account = account
        account.first_name, account.last_name = official.name, ""
    Official.objects.bulk_update(officials, ["account"])
    User.objects.bulk_update([official.account for official in officials], ["first_name", "last_name"])
