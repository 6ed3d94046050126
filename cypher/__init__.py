"""How we ask the graph: one query per ``.cypher`` file, the folder says whether it reads or writes."""
