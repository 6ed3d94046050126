// Which 法人番号 are those of companies that another source than this one speaks of.
// params: numbers: list[str], source: str
// returns: number: str
UNWIND $numbers AS number
MATCH (c:Company {match_number: number})
WHERE any(source IN c.sources WHERE source <> $source)
RETURN DISTINCT number
ORDER BY number
