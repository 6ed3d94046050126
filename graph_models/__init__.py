"""What the graph is: nodes, relationships, vocabulary and the records that cross layers."""
