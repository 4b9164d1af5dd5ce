/** Live updates as server-sent events. */
@NullMarked
package io.foretide.hub.stream;

import org.jspecify.annotations.NullMarked;
