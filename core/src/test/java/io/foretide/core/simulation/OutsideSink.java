package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.time.Range;
import java.util.List;
import java.util.Optional;

/** A prediction storage elsewhere: it knows of no claims and may fail half way. */
final class OutsideSink implements PredictionStorageProvider {
  private final Disk disk;
  private final Faults faults;

  OutsideSink(Disk disk, Faults faults) {
    this.disk = disk;
    this.faults = faults;
  }

  @Override
  public void write(ModelId model, int revision, List<String> outputs, List<PredictionBlock> blocks)
      throws ProviderException {
    for (PredictionBlock b : blocks) {
      faults.sink();
      faults.mayDie(0.002);
      disk.outside(new RevisionKey(model, revision)).put(b.origin(), b);
    }
  }

  @Override
  public Frame latest(ModelId model, Range instants, long minLead) throws ProviderException {
    throw new ProviderException.Rejected("the sink of the simulation only writes");
  }

  @Override
  public Optional<Stored> origin(ModelId model, long origin) throws ProviderException {
    throw new ProviderException.Rejected("the sink of the simulation only writes");
  }

  @Override
  public List<Stored> origins(ModelId model, Range origins, int limit) throws ProviderException {
    throw new ProviderException.Rejected("the sink of the simulation only writes");
  }
}
