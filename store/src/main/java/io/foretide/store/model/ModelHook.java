package io.foretide.store.model;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.store.sql.Session;
import java.sql.SQLException;

/** What else happens in the transaction that stores a model. Writer's thread only. */
public interface ModelHook {
  /**
   * @return what is to be done once the transaction is durable
   */
  Runnable stored(Session session, Model model) throws SQLException, ProviderException;
}
