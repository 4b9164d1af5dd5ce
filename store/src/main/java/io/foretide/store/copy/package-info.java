/** Moving an installation from one database to another. */
@NullMarked
package io.foretide.store.copy;

import org.jspecify.annotations.NullMarked;
