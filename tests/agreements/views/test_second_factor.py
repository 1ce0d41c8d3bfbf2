"""Signing in by two steps, from the pages: real clients, real sessions."""

import re

import pytest

from agreements.actions import invite
from agreements.enums import Role
from agreements.models import SecondFactor
from agreements.onetime import STEP
from agreements.tries import AT_ONE_PLACE, CODES
from agreements.views import second_factor
from tests.agreements.signing_in import Clock, Phone, recovery_codes_in, with_phone
from tests.factories import PASSWORD, RoleGrantFactory, UserFactory
from tests.pages import client_of, read, text_of

pytestmark = pytest.mark.django_db

PAGE = "/akun/dua-langkah/"
CHALLENGE = "/masuk/kode/"


@pytest.fixture
def clock(monkeypatch):
    clock = Clock(monkeypatch)
    monkeypatch.setattr(second_factor.time, "time", lambda: clock.seconds)
    return clock


@pytest.fixture
def user():
    return UserFactory(username="ani")


def sign_in(client, name="ani", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password} | more)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def page_of(client):
    """Return the set-up page's fields, and the phone that scanned its code."""
    response = client.get(PAGE)
    key = re.search(r'second-factor-key">([A-Z2-7 ]+)<', response.content.decode()).group(1)
    return read(response).fields, key


def phone_of(key, clock):
    import base64

    return Phone(base64.b32decode(key.replace(" ", "")), clock)


def set_up(client, clock, **changes):
    fields, key = page_of(client)
    phone = phone_of(key, clock)
    sent = fields | {"code": phone.code(), "password": PASSWORD} | changes
    return client.post(PAGE, sent), phone


# -- the first step ------------------------------------------------------------------------------------------------------


def test_session_is_renewed_at_login(client, user):
    client.get("/masuk/")
    client.session["planted"] = "x"
    planted = client.session
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    sign_in(client)
    assert signed_in(client)
    assert client.session.session_key != planted.session_key


def test_too_many_wrong_passwords_wait_and_the_right_one_does_not_help(client, user):
    for _ in range(AT_ONE_PLACE):
        assert sign_in(client, password="salah").status_code == 200
    response = sign_in(client)
    assert response.status_code == 429
    assert "Terlalu banyak percobaan masuk ke akun ini. Coba lagi 15 menit lagi" in text_of(response)
    assert read(response).fields["username"] == "ani"
    assert not signed_in(client)
    UserFactory(username="budi")
    assert sign_in(client, "budi").status_code == 302, "a colleague behind the same address"


def test_names_nobody_has_wait_just_the_same(client):
    for _ in range(AT_ONE_PLACE):
        sign_in(client, "tiada")
    assert sign_in(client, "tiada").status_code == 429


def test_a_right_password_forgets_the_wrong_ones(client, user):
    for _ in range(3):
        for _ in range(AT_ONE_PLACE - 1):
            sign_in(client, password="salah")
        assert sign_in(client).status_code == 302
        client.logout()


# -- the second step -----------------------------------------------------------------------------------------------------


def test_the_password_alone_lets_nobody_in(client, user, clock):
    phone, _ = with_phone(user, clock)
    response = sign_in(client, next="/akun/")
    assert response.url == CHALLENGE
    assert not signed_in(client)
    assert client.get("/akun/").url == "/masuk/?next=/akun/"
    assert "Kata sandi Anda benar." in text_of(client.get(CHALLENGE))
    wrong = client.post(CHALLENGE, {"code": phone.wrong()})
    assert "Kode ini tidak cocok atau sudah dipakai." in text_of(wrong)
    half = client.session.session_key
    response = client.post(CHALLENGE, {"code": phone.code()})
    assert (response.status_code, response.url) == (302, "/akun/")
    assert signed_in(client)
    assert client.session.session_key != half
    assert client.get(CHALLENGE).url == "/masuk/?next=/", "the way in is used up"


def test_the_same_code_opens_no_second_session(client, user, clock):
    phone, _ = with_phone(user, clock)
    code = phone.code()
    sign_in(client)
    client.post(CHALLENGE, {"code": code})
    client.post("/keluar/")
    sign_in(client)
    client.post(CHALLENGE, {"code": code})
    assert not signed_in(client)


def test_a_recovery_code_lets_in_and_says_how_many_are_left(client, user, clock):
    _, codes = with_phone(user, clock)
    sign_in(client)
    response = client.post(CHALLENGE, {"code": codes[3]}, follow=True)
    assert "Satu kode cadangan terpakai, tersisa 9." in text_of(response)
    assert signed_in(client)


def test_codes_cannot_be_tried_out(client, user, clock):
    phone, _ = with_phone(user, clock)
    sign_in(client)
    for _ in range(CODES):
        client.post(CHALLENGE, {"code": phone.wrong()})
    response = client.post(CHALLENGE, {"code": phone.code()})
    assert response.status_code == 429
    assert "Terlalu banyak kode yang salah." in text_of(response)
    assert not signed_in(client)
    clock.on(15 * 60)
    sign_in(client)
    client.post(CHALLENGE, {"code": phone.code()})
    assert signed_in(client)


def test_half_a_login_ends_after_ten_minutes_and_with_the_password(client, user, clock):
    phone, _ = with_phone(user, clock)
    sign_in(client)
    clock.on(second_factor.HALF_FOR + STEP)
    assert client.post(CHALLENGE, {"code": phone.code()}).url == "/masuk/?next=/"
    sign_in(client)
    user.set_password("kuda-lumping-17-agustus")
    user.save()
    assert client.post(CHALLENGE, {"code": phone.code()}).url == "/masuk/?next=/"
    assert not signed_in(client)


def test_an_invitation_is_no_way_round(client, user, clock):
    phone, _ = with_phone(user, clock)
    invitation, token = invite(user=user, by=UserFactory(is_superuser=True))
    new = {"new_password1": "kuda-lumping-17-agustus", "new_password2": "kuda-lumping-17-agustus"}
    response = client.post(f"/akun/undangan/{invitation.pk}/{token}/", new, follow=True)
    assert response.redirect_chain == [(CHALLENGE, 302)]
    assert "Tinggal satu langkah lagi." in text_of(response)
    assert not signed_in(client)
    client.post(CHALLENGE, {"code": phone.code()})
    assert signed_in(client)


# -- setting it up -------------------------------------------------------------------------------------------------------


def test_setting_up_shows_a_code_then_recovery_codes_and_ends_other_sessions(user, clock):
    client, elsewhere = client_of(user), client_of(user)
    response, phone = set_up(client, clock)
    codes = recovery_codes_in(response)
    assert len(codes) == 10
    assert "hanya tampil satu kali" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    assert client.get("/akun/").status_code == 200
    assert elsewhere.get("/akun/").status_code == 302
    assert "Terpasang, atur" in text_of(client.get("/akun/"))
    clock.on()
    sign_in(elsewhere)
    elsewhere.post(CHALLENGE, {"code": phone.code()})
    assert signed_in(elsewhere)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "salah"}, "Kata sandi ini tidak cocok."),
        ({"code": "12"}, "Kode ini tidak cocok atau sudah dipakai."),
        ({"code": ""}, "Ketik kode yang tampil di aplikasi autentikator."),
        ({"seed": "x:y"}, "Halaman ini terlalu lama terbuka."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(user, clock, changes, said):
    client = client_of(user)
    fields, key = page_of(client)
    sent = fields | {"code": phone_of(key, clock).code(), "password": PASSWORD} | changes
    response = client.post(PAGE, sent)
    assert said in text_of(response)
    assert not SecondFactor.objects.exists()
    shown = re.search(r'second-factor-key">([A-Z2-7 ]+)<', response.content.decode()).group(1)
    assert (shown == key) is ("seed" not in changes), "the phone that scanned it needs not scan again"


def test_a_seed_of_somebody_else_s_page_is_refused(user, clock):
    """Who has made another's browser send the own seed would know that account's codes."""
    theirs, key = page_of(client_of(UserFactory()))
    sent = theirs | {"code": phone_of(key, clock).code(), "password": PASSWORD}
    assert "terlalu lama terbuka" in text_of(client_of(user).post(PAGE, sent))
    assert not SecondFactor.objects.exists()


def test_codes_are_renewed_and_it_is_dropped_with_a_code(user, clock):
    phone, _ = with_phone(user, clock)
    client = client_of(user)
    assert "Kode cadangan yang tersisa 10" in text_of(client.get(PAGE))
    assert recovery_codes_in(client.post(PAGE, {"code": phone.wrong(), "langkah": "kode"})) == []
    assert len(recovery_codes_in(client.post(PAGE, {"code": phone.code(), "langkah": "kode"}))) == 10
    clock.on()
    response = client.post(PAGE, {"code": phone.code(), "langkah": "matikan"}, follow=True)
    assert "Verifikasi dua langkah dimatikan." in text_of(response)
    assert not SecondFactor.objects.exists()


def test_codes_cannot_be_tried_out_from_an_open_session(user, clock):
    phone, _ = with_phone(user, clock)
    client = client_of(user)
    for _ in range(CODES):
        client.post(PAGE, {"code": phone.wrong(), "langkah": "matikan"})
    assert "Terlalu banyak kode" in text_of(client.post(PAGE, {"code": phone.code(), "langkah": "matikan"}))
    assert SecondFactor.objects.exists()


# -- who must have one ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["admin", "organisasi"])
def test_who_must_have_one_reaches_nothing_before(settings, clock, kind):
    settings.SECOND_FACTOR_REQUIRED = True
    user = (
        UserFactory(is_superuser=True, is_staff=True)
        if kind == "admin"
        else RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    )
    client = client_of(user)
    for address in ("/", "/akun/", "/akun/sandi/", "/admin/", "/organisasi/", "/unduhan/", "/panduan/"):
        assert client.get(address).headers.get("Location") == PAGE, address
    assert client.post("/akun/", {"email": "x@example.go.id"}).headers.get("Location") == PAGE
    assert client.get("/verifikasi/").status_code == 200
    assert "Pasang dahulu, lalu semua halaman terbuka." in text_of(client.get(PAGE))
    response, phone = set_up(client, clock)
    assert len(recovery_codes_in(response)) == 10
    assert client.get("/akun/").status_code == 200
    assert "Matikan" not in text_of(client.get(PAGE))
    clock.on()
    assert "selalu memakai" in text_of(client.post(PAGE, {"code": phone.code(), "langkah": "matikan"}))
    assert client.post("/keluar/").status_code == 302


def test_everybody_else_is_only_offered_it(settings, user):
    settings.SECOND_FACTOR_REQUIRED = True
    client = client_of(user)
    assert client.get("/akun/").status_code == 200
    assert "Pasang dengan ponsel" in text_of(client.get("/akun/"))


def test_accounts_of_the_demo_are_told_why_not(settings):
    settings.SECOND_FACTOR_REQUIRED = settings.DEMO = True
    client = client_of(UserFactory(username="organisasi"))
    assert "Akun contoh dipakai bersama" in text_of(client.get(PAGE))


# -- the administrator ---------------------------------------------------------------------------------------------------


def test_an_administrator_resets_it_from_the_page_of_the_account(user, clock):
    with_phone(user, clock)
    admin = UserFactory(is_superuser=True, is_staff=True)
    client = client_of(admin)
    address = f"/admin/agreements/user/{user.pk}/dua-langkah/"
    assert address in client.get(f"/admin/agreements/user/{user.pk}/change/").content.decode()
    assert "kehilangan ponsel" in text_of(client.get(address))
    assert SecondFactor.objects.exists()
    assert "disetel ulang; sesinya diakhiri" in text_of(client.post(address, follow=True))
    assert not SecondFactor.objects.exists()
    assert "tidak memakai verifikasi" in text_of(client.get(address))
    own = f"/admin/agreements/user/{admin.pk}/dua-langkah/"
    with_phone(admin, clock)
    assert "tidak dapat Anda setel ulang" in text_of(client_of(admin).get(own))
    assert client_of(admin).post(own).status_code == 403
