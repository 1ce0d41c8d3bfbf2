"""The standard posts of a kecamatan: as many, and as linked, as a kecamatan needs."""

from agreements.enums import CitationPurpose, Echelon, ReportForm
from agreements.standard import standard_posts


def test_twelve_posts_in_one_tree():
    posts = standard_posts("Kabupaten Lumajang")
    keys = [post.key for post in posts]
    assert len(posts) == 12
    assert len(set(keys)) == 12
    assert [post.key for post in posts if not post.superior] == ["camat"]
    assert {post.superior for post in posts} - {""} <= set(keys)
    assert posts[0].title == "Camat {short}"
    assert [post.echelon for post in posts].count(Echelon.STAFF) == 5
    assert {post.form for post in posts} == {
        ReportForm.CAMAT_RINGKAS,
        ReportForm.SEKRETARIS,
        ReportForm.KASI,
        ReportForm.KASUBBAG,
        ReportForm.KASUBBAG_GABUNGAN,
        ReportForm.STAF,
    }


def test_each_has_duties_and_what_obliges_it_to_report():
    for post in standard_posts("Kabupaten Lumajang"):
        assert post.duties.duties, post.name
        assert CitationPurpose.REPORTING in [cited.purpose for cited in post.citations], post.name
    camat = standard_posts("Kabupaten Lumajang")[0]
    assert len(camat.duties.delegated) == 10
    assert camat.duties.delegated[8].items[0] == "Anggaran Pendapatan dan Belanja Desa"
    staff = {post.key: post for post in standard_posts("Kabupaten Lumajang")}
    assert staff["bendahara-sub-bagian-keuangan"].duties == staff["kasubbag-keuangan"].duties


def test_another_kabupaten_cites_no_regulation_of_lumajang():
    for post in standard_posts("Kabupaten Malang"):
        assert not [cited for cited in post.citations if "Lumajang" in cited.regulation]
        assert post.duties.delegated == ()
        assert post.duties.duties
