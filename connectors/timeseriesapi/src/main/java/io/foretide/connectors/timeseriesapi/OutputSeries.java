package io.foretide.connectors.timeseriesapi;

import io.foretide.core.connect.OutputName;
import io.foretide.core.connect.ProjectModel;
import io.foretide.core.model.Revision;

/**
 * What the series of a model's output is called: {@code <series>|<model>|<operation>}; a total is
 * of series {@code <facility>.INDICATOR}.
 *
 * @param name with {@code -} for each {@code |} of a part
 * @param description for people
 */
record OutputSeries(String name, String description) {
  static OutputSeries of(Revision revision, String output, String facility) {
    OutputName o = OutputName.of(output);
    String series = o.series().isEmpty() ? facility + ".INDICATOR" : o.series();
    String model = ProjectModel.of(revision.definition()).model();
    String engine = revision.definition().run().kind().equals("gordo") ? "Gordo" : "Foretide";
    return new OutputSeries(
        part(series) + "|" + part(model) + "|" + part(o.operation()),
        engine + " " + o.operation() + " - " + o.series());
  }

  private static String part(String text) {
    return text.replace('|', '-');
  }
}
