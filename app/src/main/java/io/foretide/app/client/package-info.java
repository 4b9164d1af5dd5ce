/** Talking to a running server over its API. */
@NullMarked
package io.foretide.app.client;

import org.jspecify.annotations.NullMarked;
