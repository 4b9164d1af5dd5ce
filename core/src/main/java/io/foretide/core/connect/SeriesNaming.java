package io.foretide.core.connect;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;

/** How an outside system names series, and the ids that it gives them. Thread-safe. */
public interface SeriesNaming {
  /**
   * What an input of a model is called there.
   *
   * @return an id that is empty if the system does not have it
   */
  Named input(Model model, Revision revision, String series) throws ProviderException;

  /** What an output of a model is called there, once predictions were written. */
  Named output(Model model, Revision revision, String output) throws ProviderException;

  /**
   * @param name of the series there
   * @param id empty if there is none
   */
  record Named(String name, String id) {}
}
