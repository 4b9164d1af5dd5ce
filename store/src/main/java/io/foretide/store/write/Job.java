package io.foretide.store.write;

import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation and who waits for it. */
final class Job<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  final String what;
  private final Operation<T> operation;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T result;

  Job(String what, Operation<T> operation) {
    this.what = what;
    this.operation = operation;
  }

  CompletableFuture<T> answer() {
    return answer;
  }

  void apply(Session session) throws SQLException, ProviderException {
    result = operation.apply(session);
  }

  @SuppressWarnings("NullAway") // called after apply only, whose result this is
  void durable() {
    try {
      operation.durable(result);
    } catch (RuntimeException e) {
      // The change is durable whatever a listener does; the writer must live on.
      LOG.error("after {}: a listener failed", what, e);
    } finally {
      answer.complete(result);
    }
  }

  void lost(ProviderException why) {
    try {
      operation.lost();
    } catch (RuntimeException e) {
      LOG.error("after {} failed: taking it back failed too", what, e);
    } finally {
      answer.completeExceptionally(why);
    }
  }
}
