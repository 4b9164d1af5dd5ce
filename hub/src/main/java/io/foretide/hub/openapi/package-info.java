/** The API's own description. */
@NullMarked
package io.foretide.hub.openapi;

import org.jspecify.annotations.NullMarked;
