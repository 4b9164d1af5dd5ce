/** Redis as a cache that several processes share. */
@NullMarked
package io.foretide.connectors.redis;

import org.jspecify.annotations.NullMarked;
