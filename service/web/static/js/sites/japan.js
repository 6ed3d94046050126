// @ts-check
/** Japan as tiles: each prefecture one square, about where it lies. Our own layout: column, row, name, romaji. */

/** @type {[number, number, string, string][]} */
const LAYOUT = [
  [13, 1, "北海道", "Hokkaido"],
  [12, 2, "青森", "Aomori"],
  [12, 3, "秋田", "Akita"], [13, 3, "岩手", "Iwate"],
  [12, 4, "山形", "Yamagata"], [13, 4, "宮城", "Miyagi"],
  [11, 5, "新潟", "Niigata"], [12, 5, "福島", "Fukushima"],
  [8, 5, "石川", "Ishikawa"], [9, 5, "富山", "Toyama"],
  [8, 6, "福井", "Fukui"], [9, 6, "岐阜", "Gifu"], [10, 6, "長野", "Nagano"], [11, 6, "群馬", "Gunma"], [12, 6, "栃木", "Tochigi"], [13, 6, "茨城", "Ibaraki"],
  [4, 7, "島根", "Shimane"], [5, 7, "鳥取", "Tottori"], [6, 7, "兵庫", "Hyogo"], [7, 7, "京都", "Kyoto"], [8, 7, "滋賀", "Shiga"], [9, 7, "愛知", "Aichi"], [10, 7, "山梨", "Yamanashi"], [11, 7, "埼玉", "Saitama"], [12, 7, "東京", "Tokyo"], [13, 7, "千葉", "Chiba"],
  [3, 8, "山口", "Yamaguchi"], [4, 8, "広島", "Hiroshima"], [5, 8, "岡山", "Okayama"], [7, 8, "大阪", "Osaka"], [8, 8, "奈良", "Nara"], [9, 8, "三重", "Mie"], [10, 8, "静岡", "Shizuoka"], [11, 8, "神奈川", "Kanagawa"],
  [0, 8, "長崎", "Nagasaki"], [1, 8, "佐賀", "Saga"], [2, 8, "福岡", "Fukuoka"],
  [4, 9, "愛媛", "Ehime"], [5, 9, "香川", "Kagawa"], [7, 9, "和歌山", "Wakayama"],
  [1, 9, "熊本", "Kumamoto"], [2, 9, "大分", "Oita"],
  [4, 10, "高知", "Kochi"], [5, 10, "徳島", "Tokushima"],
  [1, 10, "鹿児島", "Kagoshima"], [2, 10, "宮崎", "Miyazaki"],
  [0, 11, "沖縄", "Okinawa"],
];

export const TILES = LAYOUT.map(([column, row, name, romaji]) => ({ column, row, name, romaji }));

/**
 * The tile of a region as it is written: 東京, 東京都, Tokyo, Tokyo-to, Tokyo Prefecture.
 * @param {string | null} region
 */
export function tileOf(region) {
  const text = (region ?? "").trim();
  const latin = text.toLowerCase().replace(/[\s-](to|do|fu|ken|prefecture|metropolis)$/, "").replace(/[ōô]/g, "o").replace(/[ūû]/g, "u");
  return TILES.find((one) => text === one.name || text.replace(/[都府県]$/, "") === one.name || latin === one.romaji.toLowerCase());
}
