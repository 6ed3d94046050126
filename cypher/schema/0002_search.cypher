// Full text over every name a thing goes by; the cjk analyzer makes bigrams and folds widths.
CREATE FULLTEXT INDEX names IF NOT EXISTS
FOR (n:Company|Site|Department|Contact|Member|Deal|Product|Campaign|Market|Region|Need|UseScene)
ON EACH [n.name, n.name_kana, n.name_latin, n.aliases, n.title, n.code]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}};
// Days that questions filter by.
CREATE INDEX activity_at IF NOT EXISTS FOR (n:Activity) ON (n.at);
CREATE INDEX deal_closed_on IF NOT EXISTS FOR (n:Deal) ON (n.closed_on);
CREATE INDEX company_is_self IF NOT EXISTS FOR (n:Company) ON (n.is_self);
CREATE INDEX company_corporate_number IF NOT EXISTS FOR (n:Company) ON (n.corporate_number);
