"""Lints of legal basis 于法有据: every demand rests on an article in force."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import MaterialCategory, Necessity
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.fields import Part
from tongban.catalogue.domain.lints.finding import (
    ArticleState,
    Fault,
    LintContext,
    Path,
    Severity,
    lint,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


@lint("basis_missing", "事项要有设定依据", "An item has a setting basis")
def basis_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """设定依据: without an article nobody may ask anybody anything."""
    if not document.basis:
        yield (
            ("basis",),
            Text.of("没有设定依据。", "The setting basis is missing."),
            Text.of("写 basis，或认领有依据的基本目录事项。", "Cite basis, or claim a basic item."),
        )


@lint("article_unknown", "引用的条文要存在", "A cited article exists")
def article_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Also checked by the laws room for whole packs; here it guards single items."""
    for path, ref in citations_of(document):
        if context.article_state(ref) is ArticleState.UNKNOWN:
            yield (
                path,
                Text.of(f"法规库里没有 {ref}。", f"The statute book has no {ref}."),
                Text.of("核对法规、条号和文本日期。", "Check statute, article and version."),
            )


@lint("article_not_in_force", "引用的条文要现行有效", "A cited article is in force")
def article_not_in_force(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """An item cannot rest on a repealed or future article."""
    for path, ref in citations_of(document):
        if context.article_state(ref) is ArticleState.NOT_IN_FORCE:
            yield (
                path,
                Text.of(f"{ref} 现在不是有效条文。", f"{ref} is not in force now."),
                Text.of("改引现行文本的条文。", "Cite the text in force."),
            )


@lint("material_without_basis", "要材料就要有依据", "A material has a legal basis")
def material_without_basis(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Regulation 722 art. 44: no law, no proof. Application forms need none."""
    for index, material in enumerate(document.materials):
        if material.category is MaterialCategory.FORM or material.necessity is Necessity.OPTIONAL:
            continue
        if material.article is None:
            yield (
                ("materials", index, "article"),
                Text.of(
                    f"材料“{material.name.zh}”没有依据。",
                    f"The material “{material.name.en}” has no legal basis.",
                ),
                Text.of("写上条文（article），没有依据就不要收。", "Cite the article, or drop it."),
            )


@lint(
    "condition_without_basis", "条件最好写明依据", "A condition cites its article",
    Severity.WARNING,
)  # fmt: skip
def condition_without_basis(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Refusals cite the article of the condition that is not met."""
    for index, condition in enumerate(document.conditions):
        if condition.article is None:
            yield (
                ("conditions", index, "article"),
                Text.of(
                    f"条件“{condition.text.zh[:30]}”没有写依据。",
                    f"The condition “{condition.text.en[:60]}” cites no article.",
                ),
                Text.of("写上条文（article）。", "Cite the article."),
            )


@lint("intermediary_without_basis", "中介服务要有依据", "An intermediary service has a basis")
def intermediary_without_basis(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Regulation 722 art. 43."""
    for index, service in enumerate(document.intermediaries):
        if service.article is None:
            yield (
                ("intermediaries", index, "article"),
                Text.of(
                    f"中介服务“{service.name.zh}”没有依据。",
                    f"The intermediary service “{service.name.en}” has no legal basis.",
                ),
                Text.of("写上条文，没有依据就不能要求。", "Cite the article, or do not ask it."),
            )


def citations_of(part: Part, prefix: Path = ()) -> Iterator[tuple[Path, ArticleRef]]:
    """Every citation of a document with its path."""
    for field in type(part).model_fields:
        value = getattr(part, field)
        if isinstance(value, ArticleRef):
            yield (*prefix, field), value
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, ArticleRef):
                    yield (*prefix, field, index), entry
                elif isinstance(entry, Part):
                    yield from citations_of(entry, (*prefix, field, index))
