/** Status, health and settings. */
@NullMarked
package io.foretide.hub.status;

import org.jspecify.annotations.NullMarked;
