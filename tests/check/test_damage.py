"""Damage by hand: each thing that a slip or an attacker changes in a right translation is found."""

from __future__ import annotations

import pytest
from judging import judged

from pelican.plugins.bilingual.check.rules import ERROR

SOURCE = (
    "In 2019 about 1,234.5 km of cable and 30% of 1.5 million homes, twenty-five in all, cost"
    " $12 million from 9:00 am to 4:30 pm: see [the *report*](https://example.org/a/2019?x=1#top),"
    " [the other]({filename}two.md), ![A map](x.png 'Map 3') and `port 22` of the %(name)s {n} at"
    " <b title='some words'>Huawei</b> 5G on 23 November 2026, version 3.11.2.[^1] Write to"
    " help@example.org or https://example.org/b."
)
GOOD = (
    "2019-njy ýylda 1 234,5 km kabel we 1,5 million öýüň 30 %-i, jemi ýigrimi bäşi, sagat"
    " 9:00-dan 16:30-a çenli 12 million dollara düşdi:"
    " [*hasabaty*](https://example.org/a/2019?x=1#top),"
    " [başgany]({filename}two.md), ![Karta](x.png '3-nji karta') we %(name)s {n} üçin `port 22`,"
    " <b title='käbir sözler'>Huawei</b> 5G, 2026-njy ýylyň 23-nji noýabrynda, 3.11.2 wersiýasy."
    "[^1] help@example.org ýa-da https://example.org/b salgysyna ýazyň."
)
DAMAGES = """
2019-njy → 2018-nji
2019-njy → 2091-nji
2019-njy → 219-njy
2019-njy → 20199-njy
2019-njy → şol
1 234,5 → 1 243,5
1 234,5 → 12 345
1 234,5 → 123,45
1 234,5 → 1 234
1 234,5 → 1 2345
1 234,5 → 1.234.5
30 %-i → 80 %-i
30 %-i → 3 %-i
30 %-i → 0,30 %-i
30 %-i → 300 %-i
1,5 million → 15 million
1,5 million → 1,5 milliard
1,5 million → 1,5 müň
1,5 million → 150 000
1,5 million → 1 500
1,5 million → köp
1,5 million → bir million
12 million → 12 milliard
12 million → 21 million
12 million → 1,2 million
12 million → 12 000
ýigrimi bäşi → 26-sy
ýigrimi bäşi → 52-si
16:30 → 17:30
16:30 → 16:20
16:30 → 16:03
9:00 → 21:00
9:00-dan → 8:00-dan
23-nji → 32-nji
23-nji → 3-nji
23-nji → ýigriminji
2026-njy → 2062-nji
5G → 4G
5G → 15G
3.11.2 → 3.11.3
3.11.2 → 3.12.1
3.11.2 → 3.1.12
3-nji karta → 4-nji karta
Karta → 7-nji karta
/a/2019?x → /a/2018?x
2019?x=1 → 2019?x=2
#top → #end
?x=1#top → ?x=1
(https://example.org/a → (http://example.org/a
(https://example.org/a → (https://evil.example/a
(https://example.org/a → (https://example.org.evil.example/a
(https://example.org/a → (https://example.org@evil.example/a
(https://example.org/a → (https://example.com/a
(https://example.org/a → (//example.org/a
(https://example.org/a → (javascript://example.org/a
(https://example.org/a → (https:// example.org/a
(https://example.org/a → (https://exаmple.org/a
{filename}two.md → {filename}three.md
{filename}two.md → two.md
{filename}two.md → {static}two.md
{filename}two.md → https://example.org/a/2019?x=1#top
https://example.org/a/2019?x=1#top → {filename}two.md
x.png → y.png
x.png → https://evil.example/x.png
![Karta] → [Karta]
![Karta](x.png '3-nji karta') → 3-nji karta
help@example.org → help@example.com
help@example.org → evil@example.org
org/b salgysyna → org/c salgysyna
https://example.org/b → https://evil.example/b
https://example.org/b → www.evil.example
`port 22` → `port 23`
`port 22` → port
%(name)s → %(nam)s
%(name)s → %(name)d
%(name)s → %(ady)s
%(name)s → ady
{n} → {m}
{n} → n
{n} → {n} {n}
{n} → {}
[^1] → bellik
[^1] → [^2]
[^1] → [^1][^1]
<b title → <b onclick='x' title
<b title → <i title
</b> → goýy
title='käbir sözler' → class='käbir'
Huawei</b> → Huawei</b><script>alert(1)</script>
käbir → &#x202e;käbir
jemi → &#8238;jemi
jemi → jemi<br onclick=x>
jemi → jemi <!-- x -->
jemi → jemi <img src=https://evil.example/x.gif>
jemi → jemi [giriň](https://evil.example)
jemi → jemi www.evil.example
jemi → 14 jemi
""".strip().splitlines()
SLIPS = """
30 %-i → bölegi
`port 22` → `port`+22
`port 22` → “port 22”
`port 22` → `port 22` `rm -rf`
[başgany]({filename}two.md) → başgany
[başgany] → [başgany] `x`
[başgany] → [başgany]({filename}two.md) ýa [şony]
[başgany]( → [başgany] (
org/b salgysyna → org/b salgysyna 30
""".strip().splitlines()
"""`old → new` in the right translation."""


def damaged(damage: str) -> str:
    """The right translation with one damage."""
    old, _, new = damage.partition(" → ")
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_right_translation_is_right() -> None:
    """Nothing is wrong with it, and so a finding is about the damage."""
    assert judged(SOURCE, GOOD) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_changes_a_value_or_leads_elsewhere_is_refused(damage: str) -> None:
    """Readers get the source text instead."""
    assert [one for one in judged(SOURCE, damaged(damage)) if one.severity == ERROR]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told(slip: str) -> None:
    """A person may have meant it, and so it is published, with a warning."""
    assert judged(SOURCE, damaged(slip))


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_comment_overrules_more_than_numbers(damage: str) -> None:
    """With `# noqa: numbers` what leads elsewhere, or is code, stays refused."""
    wrong = [one for one in judged(SOURCE, damaged(damage)) if one.severity == ERROR]
    left = judged(SOURCE, damaged(damage), noqa="numbers links tags addresses placeholders")
    others = [one for one in wrong if one.check != "numbers"]
    assert [one for one in left if one.severity == ERROR] == others
