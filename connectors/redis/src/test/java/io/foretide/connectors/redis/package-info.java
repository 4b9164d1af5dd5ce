/** Tests against a real Redis. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.redis;
