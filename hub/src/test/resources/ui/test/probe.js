// A probe.
