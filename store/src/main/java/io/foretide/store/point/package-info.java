/** Series and their points. */
@NullMarked
package io.foretide.store.point;

import org.jspecify.annotations.NullMarked;
