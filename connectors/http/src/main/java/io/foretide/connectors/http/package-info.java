/**
 * HTTP as connectors need it: client credentials, retries with jitter, circuit breaking per host,
 * timeouts on every call, and answers that say what is wrong.
 */
@NullMarked
package io.foretide.connectors.http;

import org.jspecify.annotations.NullMarked;
