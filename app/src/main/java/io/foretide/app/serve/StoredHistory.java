package io.foretide.app.serve;

import io.foretide.core.commit.Commit;
import io.foretide.core.commit.RunLog;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.RunHistory;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.time.Durations;
import java.util.ArrayList;
import java.util.List;

/** Tells the remembered runs of an interval as steps of its life. */
record StoredHistory(RunLog runs) implements RunHistory {
  @Override
  public List<Explanation.Step> of(ModelId model, int revision, long cell)
      throws ProviderException {
    List<Explanation.Step> steps = new ArrayList<>();
    for (RunLog.Run run : runs.runsOf(model, revision, cell).reversed()) {
      if (run.owner().equals(Commit.ELSEWHERE)) {
        steps.add(
            new Explanation.Step(
                run.writtenAt(),
                "left to another program, " + run.cells().length() + " intervals together"));
        continue;
      }
      steps.add(
          new Explanation.Step(
              run.plannedAt(),
              "planned in a task of "
                  + run.cells().length()
                  + " intervals, attempt "
                  + run.attempt()));
      steps.add(
          new Explanation.Step(
              run.writtenAt(),
              "written by "
                  + run.owner()
                  + " after a run of "
                  + Durations.rounded(run.runNanos())
                  + " over "
                  + run.points()
                  + " points: "
                  + run.counts().predicted()
                  + " predicted, "
                  + run.counts().empty()
                  + " empty, "
                  + run.counts().failed()
                  + " failed"));
    }
    return steps;
  }
}
