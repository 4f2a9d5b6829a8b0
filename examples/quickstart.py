"""Read a document, check it, keep it as JSON, print it as a web page."""

from govdisclosure import check, dumps, read, write

parsed = read("examples/documents/云溪县档案馆-2023-有误.txt")
for finding in check(parsed.report, evidence=parsed.evidence).findings:
    print(finding.code, finding.path, finding.text("zh"))
print(dumps(parsed.report)[:60])
write(parsed.report, "report.html")
