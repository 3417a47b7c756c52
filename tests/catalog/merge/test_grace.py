"""Which changes of a source are so slight that readers keep the translation."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.catalog.merge.grace import is_slight

LONG = "The ministry bought three hundred cameras, and the company installs all of them"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            f"{LONG}.",
            "The ministry bought three hundred cameras and the company installs all of them.",
        ),
        (
            f"{LONG}.",
            "The ministry bought three hundred cameras; and the company installs all of them",
        ),
        (
            "The ministry recieves the cameras on time.",
            "The ministry receives the cameras on time.",
        ),
        ("The goverment buys more cameras now.", "The government buys more cameras now."),
        ("A list of colours is here.", "A list of colors is here."),
        ("Buys them wtih the the money of it.", "Buys them with the money of it."),
        ("Camera is on the street.", "A camera is on the street."),
        ("These cameras is on the street.", "These cameras are on the street."),
        ("They show how to login to all of it.", "They show how to log in to all of it."),
        ("All of it and it's cameras now.", "All of it and its cameras now."),
        ("Safe City", "Safe city"),
        ("See [the page](a.md), it is *new*.", "See [the page](a.md); it is **new**."),
    ],
)
def test_a_proofreaders_change_is_slight(old: str, new: str) -> None:
    """Punctuation, spelling, articles and agreement leave the translation as it is."""
    assert is_slight(old, new, "en")
    assert is_slight(new, old, "en-GB")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{LONG}.", LONG.replace("three", "four") + "."),
        (f"{LONG}.", LONG.replace("hundred", "thousand") + "."),
        (f"{LONG}.", LONG.replace("bought", "sold") + "."),
        (f"{LONG}.", f"Allegedly, {LONG}."),
        (f"{LONG}.", f"{LONG}?"),
        (f"{LONG}.", LONG.replace(" all of", "") + "."),
        (f"{LONG}.", LONG.replace("cameras", '"cameras"') + "."),
        ("It does record faces here today.", "It does not record faces here today."),
        ("They don't record faces here.", "They do record faces here."),
        ("It is legal to keep them here.", "It is illegal to keep them here."),
        ("They are reliable and seen.", "They are unreliable and seen."),
        ("A harmful device on the streets.", "A harmless device on the streets."),
        ("They record 30% of the faces.", "They record 80% of the faces."),
        ("From 5 to 10 cameras in a street.", "From 10 to 5 cameras in a street."),
        ("It grew by -5 in the last year.", "It grew by 5 in the last year."),
        ("It costs $5 in the last year.", "It costs €5 in the last year."),
        ("Run `rm -r` in the folder.", "Run `rm -f` in the folder."),
        ("See [the page](https://a.org/).", "See [the page](https://b.org/)."),
        ("See [the page](a.md) of the site.", "See the [page](b.md) of the site."),
        ("Sold by Huawei and others there.", "Sold by Hikvision and others there."),
        ("Sold by Dahua and by Huawei there.", "Sold by Huawei and by Dahua there."),
        ("Huawei sells the cameras to them.", "Hikvision sells the cameras to them."),
        ("The cameras are sold by them to us.", "The cameras are sold to them by us."),
        ("They let us in there.", "They let US in there."),
        ("They have a few cameras there.", "They have few cameras there."),
        ("They wrote of the cameras there.", "They write of the cameras there."),
        ("They sell and buy cameras.", "They sell or buy cameras."),
        ("Police", "Policy"),
        ("All devices may be searched.", "All devices must be searched."),
        ("Before the vote cameras came.", "After the vote cameras came."),
        ("A note.[^1]", "A note.[^2]"),
        ("It is <b>so</b>.", "It is <i>so</i>."),
        ("%(num)s pages here.", "%(count)s pages here."),
    ],
)
def test_a_change_of_weight_is_none(old: str, new: str) -> None:
    """Figures, names, negation, links, code, signs and every other word weigh."""
    assert not is_slight(old, new, "en")
    assert not is_slight(new, old, "en")


@pytest.mark.parametrize(
    ("tag", "old", "new"),
    [
        ("tk", "Olar muny bilerin diýýär.", "Olar muny bilmerin diýýär."),
        ("tr", "O bugün eve geliyor artık.", "O bugün eve gelmiyor artık."),
        ("de", "Die Firma wurde gestern verkauft.", "Die Firma würde gestern verkauft."),
        ("de", "Das ist eine Kamera hier.", "Das ist keine Kamera hier."),
        ("fr", "Elle est possible ici même.", "Elle est impossible ici même."),
        ("ru", "Это верно для всех нас.", "Это неверно для всех нас."),
        ("ru", "Он продает эти камеры там.", "Он продаст эти камеры там."),
        ("cs", "To je dobré, že ano.", "To je dobré že ano."),
        ("xx", "A comma, here.", "A comma here."),
    ],
)
def test_a_language_denies_in_its_own_way(tag: str, old: str, new: str) -> None:
    """Where a letter may deny, or nobody knows how the language does, no change is slight."""
    assert not is_slight(old, new, tag)
    assert not is_slight(new, old, tag)


@pytest.mark.parametrize(
    ("tag", "old", "new"),
    [
        ("tk", "Kamera, köçede durýar.", "Kamera köçede durýar."),
        ("tk", "Olar indi gözegçiligi güýçlendirýär.", "Olar indi gözegciligi güýçlendirýär."),
        ("ru", "Компания правительсва ставит камеры.", "Компания правительства ставит камеры."),
        ("de", "Die Regierrung kauft Kameras hier.", "Die Regierrung kauft Kameras, hier."),
        ("fr", "Le gouvernment achète des caméras ici.", "Le gouvernement achète des caméras ici."),
        ("tr", "Hükûmet kameralar alıyor, bugün.", "Hükûmet kameralar alıyor bugün."),
    ],
)
def test_every_profiled_language_has_slight_changes(tag: str, old: str, new: str) -> None:
    """A comma or a letter within a word is slight in each language that has particles."""
    assert is_slight(old, new, tag)


@pytest.mark.parametrize("mark", ["? ", "`", "[", "a b ", "“", "![", "]( ", "{", "<a ", "&a", "1,"])
def test_long_texts_are_looked_at_in_no_time(mark: str) -> None:
    """Whatever a catalog says that a text was before, the work is that of reading it."""
    old, new = mark * (4000 // len(mark)), f"{mark * (3990 // len(mark))} x"
    start = time.process_time()
    is_slight(old, new, "en")
    is_slight(old, old.replace(" ", ", ", 3)[:4000], "en")
    assert time.process_time() - start < 1


WORDS = st.sampled_from(
    "Huawei gas 30% not the sold [x](https://e.org) cameras, `x` a were".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_it_makes_no_difference_which_text_was_first(old: str, new: str) -> None:
    """A change is as slight as the one back."""
    assert is_slight(old, new, "en") == is_slight(new, old, "en")


@given(
    TEXTS,
    st.sampled_from("Huawei 30 not never nobody `y` [x](https://f.org) sold".split()),
    st.data(),
)
def test_a_word_of_weight_that_comes_or_goes_is_never_slight(
    text: str, word: str, data: st.DataObject
) -> None:
    """Wherever a name, a figure, a negation, code, a link or a verb is put in, the text changes."""
    words = text.split()
    at = data.draw(st.integers(0, len(words)))
    neighbours = {*words[max(0, at - 1) : at + 1]}
    if word not in neighbours:  # a word that stands twice is a slip
        assert not is_slight(text, " ".join([*words[:at], word, *words[at:]]), "en")
