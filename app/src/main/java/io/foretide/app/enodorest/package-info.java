/** What Enodo's REST is given by this program. */
@NullMarked
package io.foretide.app.enodorest;

import org.jspecify.annotations.NullMarked;
