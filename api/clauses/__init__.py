"""The cited clause among its neighbours, for whoever presses a citation."""
