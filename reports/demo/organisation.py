"""Posts, people, citations and duties of an office file."""

from django.utils.text import slugify

from agreements.enums import AppointmentKind, DutyKind
from agreements.models import Appointment, Citation, Duty, Official, Position, Regulation
from reports.demo.context import Office, find, make
from reports.demo.files import Entry


def load_positions(office: Office, entries: list[Entry], regulations: dict[str, Regulation]) -> None:
    """Make the posts of an office with their holders, citations and duties."""
    rows = {}
    for order, entry in enumerate(entries, 1):
        name = entry.text("name")
        rows[slugify(name)] = Position(
            unit=office.unit,
            name=name,
            slug=slugify(name),
            order=order,
            signature_title=entry.optional("title"),
            echelon=entry.text("echelon"),
            main_duty=entry.optional("main_duty"),
            form=entry.optional("form"),
            reports=entry.take("reports", True),
            deadline_days=entry.take("deadline_days", None),
            period_sentence=entry.text("period_sentence", "cumulative"),
        )
    make(Position, rows.values())
    office.positions = rows
    for entry, position in zip(entries, rows.values(), strict=True):
        superior = entry.optional("superior")
        if superior:
            position.superior = _find_position(office, superior, entry)
    Position.objects.bulk_update(rows.values(), ["superior"])
    _load_appointments(entries, rows)
    make(
        Citation,
        [
            Citation(
                position=position,
                purpose=citation.text("for"),
                regulation=find(regulations, citation.text("regulation"), citation),
                article=citation.optional("article"),
            )
            for entry, position in zip(entries, rows.values(), strict=True)
            for citation in entry.entries("citations")
        ],
    )
    _load_duties(entries, rows)


def _find_position(office: Office, reference: str, entry: Entry) -> Position:
    """Return the post of a reference: 'slug' in the same office, 'unit/slug' in another."""
    unit, _, slug = reference.rpartition("/")
    if not unit:
        return find(office.positions, slug, entry)
    found = Position.objects.filter(unit__slug=unit, slug=slug).first()
    if found is None:
        raise entry.error(f"no post '{reference}'")
    return found


def _load_appointments(entries: list[Entry], positions: dict[str, Position]) -> None:
    officials: dict[str, Official] = {}
    appointments = []
    for entry, position in zip(entries, positions.values(), strict=True):
        for holder in entry.entries("held_by"):
            nip = holder.text("nip")
            official = officials.setdefault(nip, Official(nip=nip))
            official.name, official.rank = holder.text("name"), holder.optional("rank")
            appointments.append(
                Appointment(
                    position=position,
                    official=official,
                    kind=holder.text("kind", AppointmentKind.DEFINITIVE),
                    start=holder.take("from"),
                    end=holder.take("until", None),
                )
            )
    there = {row.nip: row for row in Official.objects.filter(nip__in=officials)}
    make(Official, [row for nip, row in officials.items() if nip not in there])
    for appointment in appointments:
        appointment.official = there.get(appointment.official.nip, appointment.official)
    make(Appointment, appointments)


def _load_duties(entries: list[Entry], positions: dict[str, Position]) -> None:
    lists = {}
    for entry, slug in zip(entries, positions, strict=True):
        same = entry.optional("duties_of")
        lists[slug] = lists[same] if same else (entry.take("duties", []), entry.take("delegated", []))
    above, below = [], []
    for slug, (own, delegated) in lists.items():
        for kind, texts in ((DutyKind.DUTY, own), (DutyKind.DELEGATED, delegated)):
            order = 0
            for duty in texts:
                text, parts = (duty, []) if isinstance(duty, str) else (duty["text"], duty["items"])
                order += 1
                above.append(Duty(position=positions[slug], kind=kind, order=order, text=text))
                for part in parts:
                    order += 1
                    below.append((above[-1], Duty(position=positions[slug], kind=kind, order=order, text=part)))
    make(Duty, above)
    for parent, duty in below:
        duty.parent = parent
    make(Duty, [duty for _, duty in below])
