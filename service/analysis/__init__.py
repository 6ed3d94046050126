"""Pure graph analysis: graph or frozen rows in, result out. Knows neither the driver nor the web."""
