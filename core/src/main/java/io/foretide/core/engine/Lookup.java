package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.settings.Nearest;

/** Finds a living model by name, or says which name is nearest. */
final class Lookup {
  private final ModelBook book;

  Lookup(ModelBook book) {
    this.book = book;
  }

  Model model(String name) throws ProviderException {
    ModelId id = book.idOf(name);
    Model model = id == null ? null : book.find(id).orElse(null);
    if (model == null) {
      throw new ProviderException.Rejected(
          "no model is named '" + name + "'" + Nearest.hint(name, book.names()));
    }
    return model;
  }
}
