"""The tags a rating may carry, good and bad side by side so that none is nudged."""

from __future__ import annotations

from tongban.kernel.text import Text

TAGS: dict[str, Text] = {
    "rating-tag/fast": Text.of("办得快", "It was fast"),
    "rating-tag/slow": Text.of("等得久", "It took long"),
    "rating-tag/clear": Text.of("说明清楚", "It was explained clearly"),
    "rating-tag/unclear": Text.of("说明不清楚", "It was not explained clearly"),
    "rating-tag/few-papers": Text.of("材料少、不重复", "Few papers, none twice"),
    "rating-tag/repeat-papers": Text.of("要重复交材料", "Papers asked again"),
    "rating-tag/easy-page": Text.of("页面好用", "The pages were easy"),
    "rating-tag/hard-page": Text.of("页面不好用", "The pages were hard to use"),
    "rating-tag/kind": Text.of("态度好", "The staff were kind"),
    "rating-tag/unkind": Text.of("态度不好", "The staff were not kind"),
}
