"""The product never ranks, scores or watches persons: no table and no column says so.

国办函〔2026〕12号 forbids forced check-in, points, rankings and online-time counts in apps for the
grass roots; 《行政处罚法》第七十四条 forbids quotas of fines.
"""

import re

from django.apps import apps

WORDS = re.compile(
    "rank|ranks|ranking|rankings|score|scores|rating|ratings|points|quota|quotas|leaderboard|medal"
    "|streak|blacklist|watchlist|profile|profiling|suspect"
)
PHRASES = re.compile(
    "check_in|clock_in|watch_list|black_list|login_count|online_time|online_minutes|fine_total"
    "|total_fines|heat_map|risk_label"
)
CHINESE = re.compile(
    "排名|排行|积分|打卡|评分|得分|黑名单|重点人员|画像|在线时长|登录次数|罚款指标"
)


def test_no_model_or_field_ranks_scores_or_watches_persons() -> None:
    found = sorted(name for name, shown in _names() if _is_forbidden(name) or CHINESE.search(shown))

    assert found == []


def _names() -> list[tuple[str, str]]:
    names = []
    for model in apps.get_models():
        if not model.__module__.startswith("fazhi."):
            continue
        names.append((_snake(model.__name__), str(model._meta.verbose_name)))
        names += [
            (f"{_snake(model.__name__)}.{field.name}", str(getattr(field, "verbose_name", "")))
            for field in model._meta.get_fields()
        ]
    return names


def _is_forbidden(name: str) -> bool:
    words = re.split(r"[._]", name)
    return any(map(WORDS.fullmatch, words)) or bool(PHRASES.search(name))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
