package io.foretide.connectors.redis;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.settings.Settings;
import java.util.List;

/** {@code type: redis}. */
public final class RedisConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("redis");
  }

  @Override
  public List<Offer> offers() {
    return List.of(new Offer.Cache(RedisConnector::cache));
  }

  private static Opening<SharedCache> cache(Settings s) {
    RedisAccess access = RedisAccess.read(s);
    return context -> new RedisCache(access, context.clock());
  }
}
