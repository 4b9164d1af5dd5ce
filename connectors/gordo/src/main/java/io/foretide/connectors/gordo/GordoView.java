package io.foretide.connectors.gordo;

import io.foretide.core.error.ProviderException;
import java.util.List;

/** A Gordo gateway for people to look at. Thread-safe. */
public interface GordoView {
  /** The projects that are listed. */
  List<String> projects() throws ProviderException;

  /** A project with its newest revision; trouble with it is part of the answer. */
  ProjectLine project(String name);

  /** A machine of a revision; trouble with it is part of the answer. */
  MachineLine machine(String project, String name, String revision);

  /**
   * @param name of the project
   * @param latest revision; empty if there is trouble
   * @param revisions that can still be asked
   * @param machines of the latest, in order
   * @param trouble empty if there is none
   */
  record ProjectLine(
      String name, String latest, List<String> revisions, List<String> machines, String trouble) {
    public ProjectLine {
      revisions = List.copyOf(revisions);
      machines = List.copyOf(machines);
    }
  }

  /**
   * @param name of the machine
   * @param revision that is described
   * @param tags its inputs
   * @param targets what it is compared with
   * @param resolution as written
   * @param detector whether it detects anomalies
   * @param trainedOn from and to
   * @param health one sentence: {@code healthy} or what is wrong
   */
  record MachineLine(
      String name,
      String revision,
      int tags,
      int targets,
      String resolution,
      boolean detector,
      String trainedOn,
      String health) {}
}
