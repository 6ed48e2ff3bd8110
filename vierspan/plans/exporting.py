"""A plan written as a file, with the picture of the last scan in it where there is one."""

from dataclasses import dataclass
from datetime import date

from vierspan.plans.documents import plan_document, plan_summary
from vierspan.plans.models import Plan


@dataclass(frozen=True)
class Format:
    content_type: str
    ending: str


FORMATS = {
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "pdf": Format("application/pdf", ".pdf"),
    "html": Format("text/html; charset=utf-8", ".html"),
    "summary": Format("application/pdf", "-samenvatting.pdf"),
}


def export(plan: Plan, format: str, *, language: str, on: date) -> bytes:
    """The bytes of the file. ``format`` is one of FORMATS; raises KeyError for any other."""
    from vierspan.base.documents import docx, html, pdf
    from vierspan.surveys.queries import results

    if format == "summary":
        return pdf.write(plan_summary(plan, language, on))
    picture = results.vierspan_of(plan.organisation, language, on)
    document = plan_document(plan, language, on, pictures=[picture] if picture else [])
    if format == "html":
        return html.write(document).encode()
    return {"docx": docx.write, "pdf": pdf.write}[format](document)
