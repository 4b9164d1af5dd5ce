package io.foretide.core.grade;

import java.util.List;

/**
 * What the recent data of one series are worth.
 *
 * @param series its name
 * @param grade the worst of the findings; good if there are none
 * @param findings worst first
 * @param from first instant that was looked at, epoch nanoseconds
 * @param to the instant that the data were judged at
 * @param points how many were looked at
 */
public record SeriesGrade(
    String series, Grade grade, List<Finding> findings, long from, long to, int points) {
  public SeriesGrade {
    findings = List.copyOf(findings);
  }

  /** The worst finding in words, without the series' name; empty if there is none. */
  public String words() {
    return findings.isEmpty() ? "" : findings.getFirst().words();
  }
}
