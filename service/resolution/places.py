"""Places of Japan as they stand in names of branches, and its prefectures with their ISO 3166-2 codes."""

from __future__ import annotations

_PREFECTURES = """
北海道 Hokkaido 青森県 Aomori 岩手県 Iwate 宮城県 Miyagi 秋田県 Akita 山形県 Yamagata 福島県 Fukushima
茨城県 Ibaraki 栃木県 Tochigi 群馬県 Gunma 埼玉県 Saitama 千葉県 Chiba 東京都 Tokyo 神奈川県 Kanagawa
新潟県 Niigata 富山県 Toyama 石川県 Ishikawa 福井県 Fukui 山梨県 Yamanashi 長野県 Nagano 岐阜県 Gifu
静岡県 Shizuoka 愛知県 Aichi 三重県 Mie 滋賀県 Shiga 京都府 Kyoto 大阪府 Osaka 兵庫県 Hyogo 奈良県 Nara
和歌山県 Wakayama 鳥取県 Tottori 島根県 Shimane 岡山県 Okayama 広島県 Hiroshima 山口県 Yamaguchi
徳島県 Tokushima 香川県 Kagawa 愛媛県 Ehime 高知県 Kochi 福岡県 Fukuoka 佐賀県 Saga 長崎県 Nagasaki
熊本県 Kumamoto 大分県 Oita 宮崎県 Miyazaki 鹿児島県 Kagoshima 沖縄県 Okinawa
""".split()

PREFECTURES: dict[str, tuple[str, str]] = {
    name: (f"JP-{number:02}", latin)
    for number, (name, latin) in enumerate(zip(_PREFECTURES[::2], _PREFECTURES[1::2], strict=True), start=1)
}
"""Name -> ISO 3166-2 code and name in Latin letters."""

DIRECTIONS = ("東部", "西部", "南部", "北部", "中部", "中央", "東", "西", "南", "北", "第一", "第二")

_REGIONS = """
中部 東部 西部 南部 北部 中央 東海 関東 関西 近畿 東北 北陸 中国 四国 九州 北海道 首都圏 東日本 西日本 中日本
北関東 南関東 東関東 西関東 信越 甲信 甲信越 山陰 山陽 京葉 湘南 多摩 城南 城北 南九州 北九州 道央 道東 常磐
中遠 東遠 西遠 志太 榛原 賀茂 駿東 駿河 遠州 伊豆 東駿河 西駿河 葛南 東葛 印旛 香取 海匝 山武 長生 夷隅 安房
東総 南総 北総 房総 外房 内房
""".split()

_CITIES = """
札幌 函館 旭川 釧路 帯広 苫小牧 青森 八戸 弘前 盛岡 仙台 石巻 秋田 山形 福島 郡山 いわき 会津 水戸 つくば
日立 土浦 鹿島 宇都宮 小山 前橋 高崎 太田 さいたま 大宮 浦和 川口 川越 所沢 熊谷 越谷 東京 新宿 渋谷 池袋
品川 上野 立川 八王子 町田 横浜 川崎 相模原 横須賀 藤沢 平塚 小田原 厚木 新潟 長岡 上越 南魚沼 富山 高岡
金沢 小松 福井 敦賀 甲府 長野 松本 上田 飯田 岐阜 大垣 名古屋 豊橋 岡崎 豊田 一宮 春日井 刈谷 安城 豊川
津 四日市 鈴鹿 松阪 大津 草津 京都 大阪 堺 東大阪 神戸 姫路 尼崎 明石 西宮 奈良 和歌山 鳥取 米子 松江
岡山 倉敷 広島 福山 呉 山口 下関 宇部 周南 徳島 高松 松山 今治 新居浜 高知 福岡 博多 北九州 小倉 久留米
佐賀 長崎 佐世保 熊本 大分 宮崎 延岡 鹿児島 那覇 沖縄 埼玉 千葉 神奈川 群馬 栃木 茨城 岩手 宮城 山梨 静岡
愛知 三重 滋賀 兵庫 島根 香川 愛媛
浜松 沼津 熱海 三島 富士宮 伊東 島田 富士 磐田 焼津 掛川 藤枝 御殿場 袋井 下田 裾野 湖西 御前崎 菊川
伊豆の国 牧之原 東伊豆 河津 南伊豆 松崎 西伊豆 函南 清水町 清水 長泉 吉田 川根本 川根 森町 天竜 浜北
東静岡 西静岡 静岡西 静岡東 新富士
銚子 市川 船橋 館山 木更津 松戸 野田 茂原 成田 佐倉 東金 旭 習志野 柏 勝浦 市原 流山 八千代 我孫子 鴨川
鎌ケ谷 君津 富津 浦安 四街道 袖ケ浦 八街 印西 白井 富里 南房総 匝瑳 いすみ 大網白里 酒々井 神崎 多古 東庄
九十九里 芝山 横芝光 長柄 長南 大多喜 御宿 鋸南 幕張 千葉北 千葉南 千葉東 千葉西 千葉中央
""".split()

PLACES: frozenset[str] = frozenset((*_REGIONS, *_CITIES))
LONGEST_PLACE = max(map(len, PLACES))


def place_at_end(text: str) -> str:
    """Return the longest known place that the text ends with, a direction after it included, or "".

    >>> place_at_end("共和コンサルタント磐田"), place_at_end("山田設計静岡東部"), place_at_end("山田設計")
    ('磐田', '静岡東部', '')
    """
    found = _known(text)
    for direction in DIRECTIONS:
        if text.endswith(direction) and (place := _known(text.removesuffix(direction))):
            found = max(found, place + direction, key=len)
    return found


def _known(text: str) -> str:
    for length in range(min(LONGEST_PLACE, len(text)), 0, -1):
        if text[-length:] in PLACES:
            return text[-length:]
    return ""
