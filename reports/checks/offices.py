"""Units, posts and superiors that a text names and that are not those of its report. Pure."""

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping

from agreements.enums import AppointmentKind, BudgetLevel
from reports.checks.common import Problem
from reports.checks.passages import Writing
from reports.checks.rows import normalised
from reports.inputs import ReportInputs
from reports.narrative.words import roman_echelon

OWN = re.compile(
    r"(?:\bdiampu oleh |\bdisasarkan oleh |\btugas pokok dan fungsi (?:dari )?|\bperjanjian kinerja \(pk\) "
    r"|\blaporan kinerja (?:tri-?wulan(?:an)? [ivx]+ tahun \d{4} )?|\bcapaian kinerja )(?P<named>[^;:()\n]{4,90})",
    re.IGNORECASE,
)
"""Words after which a text names the post or section that the report is of."""
SUPERIOR = re.compile(
    r"\b(?:selaku|sebagai) atasan langsung\b|\batasan langsung,? (?:yaitu|yakni) (?P<after>[^.;:(),]{4,80})",
    re.IGNORECASE,
)
NEAR = 80
"""Letters before 'selaku atasan langsung' in which the post is named."""
LONGEST = 90
"""Letters of a text that a finding quotes."""
REACH = 400
"""Letters in which the end of a clause is looked for."""
ACTING: Mapping[str, str] = {
    "plt": "Plt.",
    "pelaksana tugas": "Plt.",
    "plh": "Plh.",
    "pelaksana harian": "Plh.",
    "pj": "Pj.",
    "penjabat": "Pj.",
}
"""What stands before the post of somebody who acts for another, and its usual form."""
SHORT = {
    "kasi": "kepala seksi",
    "kasubbag": "kepala sub bagian",
    "subbag": "sub bagian",
    "sekcam": "sekretaris kecamatan",
}
SECTIONS = ("seksi ", "sub bagian ", "bagian ")
BESIDE = re.compile(
    r"\b(?:koordinasi|berkoordinasi|kerja ?sama|bersama|studi|kunjungan|tamu|dari|ke|antara|dengan|perbatasan)"
    r"(?: \w+){0,3} (?:kecamatan )?$",
    re.IGNORECASE,
)
"""Words after which another unit is named as a partner and not by mistake."""


OWED = re.compile(
    r"\bpejabat eselon (?P<own>[IV]{1,3})\b[^.;]{1,120} kepada pejabat eselon (?P<other>[IV]{1,3})\b", re.IGNORECASE
)
PROGRAMME = re.compile(
    r"\bpada Program (?P<name>[A-Z][^,.;:()\n]{3,100}?)(?= ?,| yang\b| di ?mana\b| dengan\b|[.;:(\n]|$)"
)


def find_other_units(writing: Writing) -> Iterator[Problem]:
    """Find the name of another unit, left over from its report (Rowokangkung 10: Ranuyoso)."""
    unit = writing.inputs.facts.unit
    own = _plain(f"{unit.name} {unit.parent_name} {unit.place}")
    names = [name for name in writing.inputs.background.other_units if name and _plain(name) not in own]
    if not names:
        return
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
    for passage in writing.passages:
        for found in pattern.finditer(passage.text):
            before = passage.text[max(0, found.start() - 60) : found.start()]
            if not BESIDE.search(before):
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”, nama unit kerja lain, padahal laporan ini milik"
                    f" {unit.name}.",
                    f"Ganti dengan {unit.short_name}, atau tulis jelas bahwa yang dimaksud unit kerja lain.",
                )
                break


def find_other_posts(writing: Writing) -> Iterator[Problem]:
    """Find another post or section of the office where a text says whose report or duties these are."""
    inputs = writing.inputs
    own = _own_names(inputs)
    others = sorted({name for post in inputs.facts.unit.posts for name in _names_of(post.name)} - own, key=len)
    for passage in writing.passages:
        for found in OWN.finditer(passage.text):
            named = _plain(found["named"])
            other = next((name for name in reversed(others) if named.startswith(name)), "") or _by_its_beginning(
                named, others, own
            )
            if other and not any(named.startswith(name) for name in own if len(name) >= len(other)):
                yield passage.problem(
                    f"{passage.name} menyebut “{_quoted(passage.text, found)}”, padahal laporan ini milik"
                    f" {inputs.position}.",
                    f"Ganti dengan {inputs.position}.",
                )
                break


def find_other_superiors(writing: Writing) -> Iterator[Problem]:
    """Find another post named as the direct superior (Rowokangkung 09 and 10: the Camat for the Kepala Seksi)."""
    superior = writing.inputs.superior
    if superior is None:
        return
    right = {_plain(superior.position), _plain(superior.title)}
    posts = {_plain(post.name) for post in writing.inputs.facts.unit.posts} | {"camat", "bupati", "sekretaris"}
    for passage in writing.passages:
        for found in SUPERIOR.finditer(passage.text):
            before = passage.text[max(0, found.start() - NEAR) : found.start()]
            named = f" {_plain(found['after'] or before)} "
            last = max((post for post in posts | right if f" {post} " in named), key=named.rfind, default="")
            if last and not any(name in named for name in right) and not any(last in name for name in right):
                yield passage.problem(
                    f"{passage.name} menyebut {last.title()} sebagai atasan langsung, padahal atasan langsungnya"
                    f" {superior.title}.",
                    f"Ganti dengan {superior.title}.",
                )
                break


def find_acting_left_out(writing: Writing) -> Iterator[Problem]:
    """Find an official named with the post otherwise than held: 'Camat SITI RAHAYU' who is Plt. Camat.

    A post without the name is the office and not the person: 'melapor kepada Camat' is in order.
    """
    for signer in (writing.inputs.signer, writing.inputs.superior):
        if signer is None or signer.kind is None or not signer.name.strip():
            continue
        held = "" if signer.kind == AppointmentKind.DEFINITIVE else AppointmentKind(signer.kind).label
        name = signer.name.partition(",")[0].strip()
        named = _named_with_post(name, {signer.title, signer.position})
        for passage in writing.passages:
            found = named.search(passage.text) if name.casefold() in passage.text.casefold() else None
            said = ACTING.get(" ".join((found["acting"] or found["later"] or "").casefold().split())) if found else held
            if found and (said or "") != held:
                yield passage.problem(
                    f"{passage.name} menyebut “{' '.join(found[0].split())}”, padahal {signer.name} memegang jabatan"
                    f" itu sebagai {(held or 'pejabat definitif').removesuffix('.')}.",
                    f"Tulis “{f'{held} {signer.title}'.strip()}”; bila penugasannya yang keliru, Bagian Organisasi"
                    " memperbaikinya di halaman Organisasi.",
                )


def _named_with_post(name: str, posts: Collection[str]) -> re.Pattern[str]:
    """Return what finds a person beside the post, on either side: 'Camat Contoh, SITI', 'SITI, S.Sos selaku Camat'."""
    post = "|".join(re.escape(post) for post in sorted(posts, key=len, reverse=True))
    acting = "|".join(word.replace(" ", r"\s+") for word in ACTING)
    who = rf"(?<!\w){re.escape(name)}(?!\w)"
    return re.compile(
        rf"(?:\b(?P<acting>{acting})\.?\s+)?\b(?:{post})(?:[ ]\w+){{0,3}}?[\s,:(]{{1,3}}"
        rf"(?:(?:bapak|ibu|saudara|sdr\.?|yaitu|yakni)\s+)?{who}"
        rf"|{who}(?:,\s?[\w.]{{1,8}}){{0,4}}[\s,(]{{1,3}}(?:(?:selaku|sebagai)\s+)?"
        rf"(?:(?P<later>{acting})\.?\s+)?(?:{post})\b",
        re.IGNORECASE,
    )


def find_same_echelons(writing: Writing) -> Iterator[Problem]:
    """Find 'pejabat eselon IV ... kepada pejabat eselon IV' though the superior is of another echelon."""
    inputs = writing.inputs
    if inputs.superior is None or roman_echelon(inputs.superior.echelon) == roman_echelon(inputs.signer.echelon):
        return
    for passage in writing.passages:
        found = OWED.search(passage.text)
        if found and found["own"].casefold() == found["other"].casefold():
            yield passage.problem(
                f"{passage.name} menyebut pejabat eselon {found['own']} melapor kepada pejabat eselon"
                f" {found['other']}, padahal atasan langsungnya {inputs.superior.title}.",
                "Perbaiki eselon atasannya, atau kembalikan bagian ini ke teks otomatis.",
            )


def find_unknown_programmes(writing: Writing) -> Iterator[Problem]:
    """Find programmes that are not in the unit's budget ('Program Sub Bagian Keuangan', Rowokangkung 08)."""
    lines = writing.inputs.facts.lines.values()
    known = [normalised(line.name).removeprefix("program ") for line in lines if line.level == BudgetLevel.PROGRAM]
    if not known:
        return
    for passage in writing.passages:
        for found in PROGRAMME.finditer(passage.text):
            words = normalised(found["name"])
            if not any(name.startswith(words) or words.startswith(name) for name in known):
                yield passage.problem(
                    f"{passage.name} menyebut “Program {found['name'].strip()}”, yang tidak ada di anggaran unit ini.",
                    "Tulis nama program menurut DPA, atau kembalikan bagian ini ke teks otomatis.",
                )
                break


def _quoted(text: str, found: re.Match[str]) -> str:
    """Return what a text says from a match on to the end of the clause; of a long one its first words."""
    named = found.start("named")
    clause = re.split(r"[;:()\n]", text[named : named + REACH], maxsplit=1)[0]
    return textwrap.shorten(f"{text[found.start() : named]}{clause}", LONGEST, placeholder=" …")


def _plain(text: str) -> str:
    """Return a name as it is compared: small letters, no marks, short forms of posts in full."""
    words = re.findall(r"\w+", text.casefold().replace("sub.bag.", "subbag ").replace("sub.", "sub "))
    return " ".join(SHORT.get(word, word) for word in words)


def _names_of(post: str) -> set[str]:
    """Return a post's name, and that of the section that it heads or belongs to: 'seksi pemerintahan'."""
    plain = _plain(post)
    found = {plain}
    for section in SECTIONS:
        at = plain.find(section)
        if at >= 0 and len(plain) > at + len(section):
            found.add(plain[at:])
            break
    return found


def _own_names(inputs: ReportInputs) -> set[str]:
    """Return the names of the report's post; a member of staff also speaks of the section, not of its head."""
    return _names_of(inputs.position) | {_plain(inputs.signer.title), _plain(inputs.facts.unit.name)}


def _by_its_beginning(named: str, others: list[str], own: set[str]) -> str:
    """Return a section that a text names short: 'Seksi Pemberdayaan' for 'Seksi Pemberdayaan Masyarakat'."""
    for name in others:
        words = name.split()
        short = " ".join(words[: 3 if name.startswith("sub ") else 2])
        if name.startswith(SECTIONS) and len(words) > len(short.split()) and f"{named} ".startswith(f"{short} "):
            return "" if any(mine.startswith(short) for mine in own) else short
    return ""
