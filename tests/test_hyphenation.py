"""Where Turkmen words may be broken."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.copies.hyphenation import hyphenate_tree
from pelican.plugins.bilingual.turkmen.hyphenation import SOFT_HYPHEN, hyphenate

WORDS = """
    agent-lik  aň-sat-lyk  ara-gat-na-şyk  Aş-ga-bat  aw-tou-lag  bio-lo-gi-ýa  çöz-güt-ler
    Da-şo-guz  de-mir-ýol-lar  dü-şün-di-riş  eda-ra-lar  elekt-ron  ga-raş-ly-lyk
    gö-zeg-çi-lik  howp-suz-lyk  hö-kü-met  Hy-ta-ýyň  ila-tyň  in-ter-net  jem-gy-ýet-çi-lik
    ka-me-ra-lar  ka-nun-çy-lyk  ki-ber-jan-syz-lyk  kom-pa-ni-ýa  mag-lu-mat  mek-dep-ler
    öz-baş-dak  şä-her-ler  te-le-fon  te-le-kom-mu-ni-ka-si-ýa  teh-no-lo-gi-ýa  Türk-me-nis-tan
    ula-ny-jy-la-ryň  we-la-ýat  wi-deo-ka-me-ra  yk-dy-sa-dy-ýe-ti  ýyl-dy-rym
"""
"""Words with all their breaks."""
KEPT = """
    ene gara suw telim 2023-nji 5G-ni 120-den IP YUNESKO HuaweiÝol www.maglumat.tm faýllar.txt
    https://maglumat.tm/kameralar salam@maglumat.tm maglumat_merkezi maglumat/kamera maglumat(lar)
    security computers Connect quality ýer-ýurt aaaaaa bbbbbb
"""
"""What keeps its shape: short, or not plainly a Turkmen word."""
VOWELS, CONSONANTS = "aäeioöuüy", "bçdfghjžklmnňprsştwýz"


def shown(text: str) -> str:
    return hyphenate(text).replace(SOFT_HYPHEN, "-")


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_may_be_broken_there(word: str) -> None:
    assert shown(word.replace("-", "")) == word


@pytest.mark.parametrize("word", KEPT.split())
def test_what_is_no_plain_word_stays(word: str) -> None:
    assert hyphenate(word) == word


def test_words_keep_their_punctuation_and_their_own_hyphens() -> None:
    """Each part of a compound is a word; a soft hyphen that is there says it all."""
    assert shown("“maglumatlar”, (kameralar)… internet!") == (
        "“mag-lu-mat-lar”, (ka-me-ra-lar)… in-ter-net!"
    )
    assert hyphenate("programma-üpjünçiligi").split("-") == [
        "prog\xadram\xadma",
        "üp\xadjün\xadçi\xadli\xadgi",
    ]
    assert hyphenate("maglu\xadmatlar") == "maglu\xadmatlar"


@given(st.text(VOWELS + CONSONANTS, max_size=24))
def test_every_part_can_be_spoken(word: str) -> None:
    """Nothing is lost; each part has a vowel; the parts at the ends have two letters."""
    parts = hyphenate(word).split(SOFT_HYPHEN)
    assert "".join(parts) == word
    if len(parts) > 1:
        assert all(set(part) & set(VOWELS) for part in parts)
        assert all(part[0] in CONSONANTS for part in parts[1:])
        assert len(parts[0]) >= 2
        assert len(parts[-1]) >= 2


@given(st.text(max_size=60))
def test_any_text_is_the_same_without_its_soft_hyphens(text: str) -> None:
    assert hyphenate(text).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


def test_only_texts_in_turkmen_are_touched() -> None:
    """Not the other language, not code, not headings, not the targets of links."""
    root = fromstring(
        '<div><h2>maglumat</h2><p lang="en">internet</p><p>internet <code>internet</code> '
        '<a href="internet">internet</a> internet <em lang="ru">internet</em> internet</p></div>'
    )
    hyphenate_tree(root, "tk")
    assert tostring(root, "unicode").replace(SOFT_HYPHEN, "-") == (
        '<div><h2>maglumat</h2><p lang="en">internet</p><p>in-ter-net <code>internet</code> '
        '<a href="internet">in-ter-net</a> in-ter-net <em lang="ru">internet</em> in-ter-net</p>'
        "</div>"
    )
