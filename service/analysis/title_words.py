"""The words of job titles by level, and of functions: the tables that `titles` reads by."""

from __future__ import annotations

import re

from graph_models.vocabulary import JobFunction, Seniority

AUTHORITY: dict[Seniority, float] = {
    Seniority.EXECUTIVE: 0.95,
    Seniority.DIRECTOR: 0.85,
    Seniority.MANAGER: 0.70,
    Seniority.SECTION_HEAD: 0.50,
    Seniority.LEAD: 0.32,
    Seniority.STAFF: 0.15,
}
"""Formal authority of each level in [0, 1]."""


_CJK_WORDS: dict[Seniority, str] = {
    Seniority.EXECUTIVE: """
        代表取締役 取締役 専務取締役 常務取締役 社長 副社長 会長 副会長 頭取 総裁 副総裁 理事長 専務 常務
        代表社員 代表 代表者 最高経営責任者 最高執行責任者 最高財務責任者 最高技術責任者 最高情報責任者
        学長 副学長 総長 病院長 院長 企業長 管理者 知事 副知事 市長 副市長 町長 村長 区長
        대표이사 대표 사장 부사장 회장 부회장 전무 상무 전무이사 상무이사 董事长 董事長 总经理 總經理
    """,
    Seniority.DIRECTOR: """
        執行役員 常務執行役員 専務執行役員 上席執行役員 役員 監査役 理事 監事 本部長 副本部長 局長 事務局長
        事業部長 事業本部長 統括部長 工場長 製造所長 事業所長 研究所長 支社長 支店長 センター長 研究科長
        学部長 技監 ゼネラルマネージャー ゼネラルマネジャー
        이사 본부장 공장장 연구소장 副总经理 总监 厂长 廠長
    """,
    Seniority.MANAGER: """
        部長 副部長 次長 所長 副所長 室長 館長 場長 署長 部門長 部門責任者 営業所長 教授 主席研究員 首席研究員
        シニアマネージャー シニアマネジャー 部門マネージャー
        부장 차장 실장 소장 부문장 교수 部门经理 经理 經理
    """,
    Seniority.SECTION_HEAD: """
        課長 科長 グループ長 グループリーダー グループマネージャー グループマネジャー マネージャー マネジャー
        准教授 主幹 副主幹 参事 主幹研究員
        上席研究員 技師長 責任者 과장 팀장 부교수 课长 科长
    """,
    Seniority.LEAD: """
        係長 主任 主査 主席 主務 班長 職長 組長 チーフ リーダー チームリーダー 主任研究員 副主任研究員
        主任研究官 主任技師 チーフエンジニア シニアエンジニア シニアスタッフ フェロー
        専門職 スペシャリスト 参与 講師 助教 特任教授 名誉教授
        대리 주임 책임연구원 선임연구원 主管 组长
    """,
    Seniority.STAFF: """
        担当 担当者 係 係員 部員 課員 社員 職員 一般職 主事 技師 技術員 研究員 研究官 スタッフ エンジニア
        アシスタント アドバイザー 秘書 事務 受付 嘱託 顧問 相談役 助手 学生 バイヤー オペレーター
        사원 연구원 员工 职员
    """,
}

CJK_RANKS: tuple[tuple[str, Seniority], ...] = tuple(
    sorted(
        ((word, level) for level, text in _CJK_WORDS.items() for word in text.split()),
        key=lambda item: (-len(item[0]), item[0]),
    )
)
"""East Asian ranks, which end a title; longer words first, so that 副社長 is not read as 社長."""

_E, _D, _M = Seniority.EXECUTIVE, Seniority.DIRECTOR, Seniority.MANAGER
_H, _L, _S = Seniority.SECTION_HEAD, Seniority.LEAD, Seniority.STAFF

_LATIN_PATTERNS: tuple[tuple[str, Seniority, bool], ...] = (
    # Attached to somebody, or a "manager" of things rather than of people.
    (
        r"\b(secretary|assistant to|sekret\w+|(personal|executive) assistant|assistent(in)? de[rs])\b",
        _S,
        False,
    ),
    (r"\b(administrative|research|laboratory|lab|purchasing|office) assistant\b", _S, False),
    (r"\b(advis[eo]r|consultant|berater(in)?|beirat|fellow)\b", _L, False),
    (
        r"\b(key account|account|product|project|programme|program|produkt|projekt)[ -]?(manager|leit\w+)",
        _L,
        False,
    ),
    # Deputies and the second rank of a word that is grand elsewhere.
    (r"\b(associate|assistant|deputy|acting|vice|stellv\w*\.?)[ -](managing )?director\b", _D, True),
    (r"\bvice[ -]?(chair\w*|chancellor|rector)\b|\bvizepr[äa]sident(in)?\b", _E, True),
    (r"\bexecutive vice[ -]?president\b|\bevp\b", _E, True),
    (r"\bs?vp\b|\b(senior )?vice[ -]?president\b", _D, False),
    (r"\b(associate|assistant) professor\b|\bsenior lecturer\b", _H, False),
    (r"\b(assistant|deputy|acting) (general )?manager\b", _M, True),
    # Top.
    (r"\bc[efotis]o\b|\bc[mqp]o\b|\bchief \w+( \w+)? officer\b", _E, False),
    (r"\b(managing director|executive director|president|chair(man|woman|person)?)\b", _E, False),
    (r"\b(founder|owner|proprietor|partner|inhaber(in)?|member of the board)\b", _E, False),
    (
        r"\b(gesch[äa]ftsf[üu]hr\w*|vorstand\w*|rektor(in)?|rector|chancellor|kanzler(in)?|dean|dekan\w*)\b",
        _E,
        False,
    ),
    # Second level.
    (r"\b(director|direktor(in)?|prokurist(in)?|general manager|gm)\b", _D, False),
    (r"\b(hauptabteilungs|bereichs|werks?|standort|instituts)leit\w*", _D, False),
    (r"\b(plant|site|factory|works|regional|country|division) (manager|head|lead)\b", _D, False),
    (r"\b(head of|global head|chief of)\b", _M, False),
    (r"\bprofessor(in)?\b|\bprof\b", _M, False),
    # Third and below.
    (r"\b(team|gruppen|labor|schicht|projekt)leit\w*", _H, False),
    (r"\b(abteilungs|fachbereichs|\w{3,})?leit(er|erin|ung)\b", _M, False),
    (r"\b(section|group|team|shift|laboratory|lab) (head|chief|manager|supervisor)\b", _H, False),
    (r"\b(supervisor|superintendent|foreman|meister(in)?)\b", _H, False),
    (r"\b(senior|department|procurement|purchasing|quality|qa|qc|operations|it) manager\b", _M, False),
    (r"\bmanager(in)?\b", _H, False),
    (
        r"\b(lead|leader|principal|senior|sr|chief|coordinator|koordinator(in)?|fachreferent(in)?)\b",
        _L,
        False,
    ),
    (
        r"\b(referent|sachbearbeit|mitarbeit|laborant|chemielaborant|chemiker|ingenieur|eink[äa]ufer|techniker)",
        _S,
        False,
    ),
    (
        r"\b(engineer|analyst|scientist|chemist|technician|specialist|officer|buyer|purchaser|clerk|staff)\b",
        _S,
        False,
    ),
    (
        r"\b(assistant|associate|researcher|operator|administrator|planner|lecturer|representative)\b",
        _S,
        False,
    ),
    (r"\b(trainee|intern|student|postdoc\w*|praktikant\w*|doktorand\w*|werkstudent\w*)\b", _S, False),
)

LATIN_RANKS = tuple((re.compile(pattern), level, deputy) for pattern, level, deputy in _LATIN_PATTERNS)
"""Patterns over the title in lower case: level and whether as a deputy; the first that is found tells."""

FUNCTIONS: tuple[tuple[re.Pattern[str], JobFunction], ...] = tuple(
    (re.compile(pattern), function)
    for pattern, function in (
        (r"購買|調達|資材|仕入|契約|procure|purchas|sourcing|buyer|eink[aä]uf|구매", JobFunction.PROCUREMENT),
        (r"品質|品管|品証|検査|分析|試験|quality|\bq[ac]\b|qualit[aä]t|품질", JobFunction.QUALITY),
        (r"研究|開発|r&d|research|develop|forschung|entwicklung|scientist|연구", JobFunction.RESEARCH),
        (r"情報システム|情シス|\bit\b|information|システム|전산", JobFunction.IT),
        (r"経理|財務|会計|financ|account(ing|s)|controlling|finanz|재무", JobFunction.FINANCE),
        (r"製造|生産|工場|production|manufactur|plant|produktion|생산", JobFunction.PRODUCTION),
        (r"設備|保全|技術|工務|engineer|maintenance|technik|설비", JobFunction.ENGINEERING),
        (r"営業|販売|sales|vertrieb|영업", JobFunction.SALES),
        (r"総務|管理|庶務|事務|admin|verwaltung|총무", JobFunction.ADMINISTRATION),
        (r"経営|社長|役員|management|gesch[aä]ftsf", JobFunction.MANAGEMENT),
    )
)
"""What the work is about; the first that is found tells."""
