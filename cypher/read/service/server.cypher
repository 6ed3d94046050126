// Version and edition of the server.
// params: none
// returns: version: str, edition: str
CALL dbms.components() YIELD versions, edition
RETURN versions[0] AS version, edition
LIMIT 1
