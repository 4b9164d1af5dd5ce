package io.foretide.connectors.gordo;

/** A machine of a revision that a listing is about. */
record Wanted(String project, String machine, String revision) {
  String name() {
    return project + "/" + machine;
  }
}
