"""Who was missing at an item, where moedebog prints it by itself."""

from __future__ import annotations

from moedebog.importer.recognise import DraftItem, flat
from moedebog.importer.write.setting import Setting


def derived(item: DraftItem, setting: Setting) -> bool:
    """Whether moedebog prints the same names under the item by itself."""
    policy = setting.forum.politik
    if not policy.fravaer_under_punkter:
        return False
    cover = setting.draft.cover
    away = {one.navn for one in (*cover.afbud, *cover.udeblevet)}
    late: set[str] = set()
    gone: set[str] = set()
    before = True
    for other in flat(setting.draft.items):
        came = {one.navn for one in other.came}
        before = before and other is not item
        if before:
            gone |= {one.navn for one in other.left}
        if before or other is item:
            away -= came
            gone -= came
        else:
            late |= came - gone
    if not policy.hele_fravaer_under_punkter:
        away = set()
    return {one.navn for one in item.absent or ()} == away | late | gone
