package io.foretide.core.connect;

import io.foretide.core.error.ProviderException;
import java.util.List;

/** Which projects exist, for model servers that keep models by project. Thread-safe. */
public interface ProjectInformationProvider {
  /** Names of projects, each once. */
  List<String> projects() throws ProviderException;
}
