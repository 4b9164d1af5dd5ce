package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import java.util.List;

/** A prediction storage elsewhere: it knows of no claims and may fail half way. */
final class OutsideSink implements PredictionStorageProvider {
  private final Disk disk;
  private final Faults faults;

  OutsideSink(Disk disk, Faults faults) {
    this.disk = disk;
    this.faults = faults;
  }

  @Override
  public void write(
      Model model, Revision revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    for (PredictionBlock b : blocks) {
      faults.sink();
      faults.mayDie(0.002);
      disk.outside(new RevisionKey(model.id(), revision.number())).put(b.origin(), b);
    }
  }
}
